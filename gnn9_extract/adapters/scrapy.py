"""A Scrapy item pipeline: the article of each scraped page, in the item.

In the settings of the project:

    ITEM_PIPELINES = {"gnn9_extract.adapters.scrapy.ArticlePipeline": 300}
    GNN9_SITE = "site.toml"     # a site profile, if there is one

An item has its page under `body` (bytes), `html` or `text`, and its address under `url`, if it has one. The record goes
to `article`; an item whose page gives no record is dropped, with the message. Times such as "2 hours ago" count from
`captured`, a datetime, if the item has one.
"""

from typing import Any

from itemadapter import ItemAdapter
from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from gnn9_extract.errors import ExtractionError
from gnn9_extract.pipeline import extract
from gnn9_extract.sites.profile import Profile, read_profile

_PAGES = ("body", "html", "text")


class ArticlePipeline:
    """Puts the record of an item's page into the item."""

    def __init__(self, site: Profile | None = None) -> None:
        self._site = site

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "ArticlePipeline":
        """As Scrapy makes it. ProfileError for a GNN9_SITE that cannot be read."""
        path = crawler.settings.get("GNN9_SITE")
        return cls(read_profile(path) if path else None)

    def process_item(self, item: Any, spider: Any = None) -> Any:
        """The item with its article. DropItem where its page gives none, or where it has no page."""
        adapter = ItemAdapter(item)
        page = next((adapter[name] for name in _PAGES if adapter.get(name) is not None), None)
        if page is None:
            raise DropItem(f"the item has no page; a page is under {', '.join(_PAGES)}")
        url = adapter.get("url")
        try:
            article = extract(page, url=url, site=self._site, captured=adapter.get("captured"))
        except ExtractionError as error:
            raise DropItem(f"{url or 'page'}: {error.code}: {error}") from error
        adapter["article"] = article.to_dict()
        return item
