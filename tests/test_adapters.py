"""The program inside other programs, the real ones: a crawl by Scrapy, a pipeline of datatrove."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from scrapy.exceptions import DropItem

from gnn9_extract import extract
from gnn9_extract.adapters.scrapy import ArticlePipeline
from tests.command import surroundings
from tests.made_archive import SITE, page

CRAWL = """
import sys
from pathlib import Path
import scrapy
from scrapy.crawler import CrawlerProcess

class Pages(scrapy.Spider):
    name = "pages"
    start_urls = [path.as_uri() for path in sorted(Path("pages").absolute().iterdir())]
    def parse(self, response):
        yield {"name": Path(response.url).name, "url": "http://www.valleyherald.example/1", "body": response.body}

process = CrawlerProcess({
    "ITEM_PIPELINES": {"gnn9_extract.adapters.scrapy.ArticlePipeline": 300},
    "FEEDS": {"items.jsonl": {"format": "jsonlines", "fields": ["name", "article"]}},
    "GNN9_SITE": "site.toml",
    "LOG_LEVEL": "WARNING",
    "TELNETCONSOLE_ENABLED": False,
})
process.crawl(Pages)
process.start()
"""
TROVE = """
from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.readers import JsonlReader
from datatrove.pipeline.writers import JsonlWriter
from gnn9_extract.adapters.datatrove import ArticleStep

LocalPipelineExecutor(pipeline=[
    JsonlReader("in"),
    ArticleStep(exclusion_writer=JsonlWriter("rejects", compression=None)),
    JsonlWriter("out", compression=None),
], logging_dir="logs").run()
"""


def run_script(script: str, folder: Path) -> bytes:
    """What a script said on standard error; it must end well."""
    words = [sys.executable, "-c", script]
    result = subprocess.run(words, cwd=folder, env=surroundings(), capture_output=True, check=False)
    assert result.returncode == 0, result.stderr.decode()
    return result.stderr


def test_a_crawl_by_scrapy_has_articles_in_its_items(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    for number in range(3):
        (tmp_path / "pages" / f"{number}.txt").write_text(page(number), "utf-8")
    (tmp_path / "pages" / "empty.txt").write_bytes(b" \n")
    (tmp_path / "site.toml").write_text(f'name = "{SITE}"\ntitle = "The Herald"\n', "utf-8")
    said = run_script(CRAWL, tmp_path).decode()
    items = [json.loads(line) for line in (tmp_path / "items.jsonl").read_text("utf-8").splitlines()]
    assert {item["name"]: item["article"]["headline"] for item in items} == {
        f"{number}.txt": extract(page(number)).headline for number in range(3)
    }
    assert {item["article"]["site"]["title"] for item in items} == {"The Herald"}
    assert "Dropped: http://www.valleyherald.example/1: empty-page: the page is empty" in said
    assert "Error" not in said


@pytest.mark.parametrize(
    ("item", "message"),
    [
        ({"url": "http://a.example/"}, "the item has no page; a page is under body, html, text"),
        ({"text": ""}, "page: empty-page: the page is empty"),
        ({"body": b"\x89PNG\r\n\x1a\n"}, "page: not-text: this is a PNG image"),
    ],
)
def test_an_item_without_an_article_is_dropped(item: dict[str, object], message: str) -> None:
    with pytest.raises(DropItem, match=message):
        ArticlePipeline().process_item(item)


def test_an_item_keeps_what_it_has() -> None:
    item: dict[str, object] = {"text": page(1), "tags": ["a"]}
    done = ArticlePipeline().process_item(item)
    assert done is item
    assert done["tags"] == ["a"]
    assert done["article"] == extract(page(1)).to_dict()


def test_a_pipeline_of_datatrove_turns_pages_into_articles(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    documents = [{"id": f"page-{number}", "text": page(number)} for number in range(3)]
    documents.append({"id": "bad", "text": f"{SITE}"})
    documents.append({"id": "blank", "text": "\f"})
    lines = "".join(json.dumps(document) + "\n" for document in documents)
    (tmp_path / "in" / "pages.jsonl").write_text(lines, "utf-8")
    run_script(TROVE, tmp_path)
    articles = [
        json.loads(line) for path in (tmp_path / "out").iterdir() for line in path.read_text("utf-8").splitlines()
    ]
    assert {article["id"]: article["text"] for article in articles if article["id"] != "bad"} == {
        f"page-{number}": extract(page(number)).text for number in range(3)
    }
    assert articles[0]["metadata"]["article"] == extract(page(0), name="page-0").to_dict()
    (rejects,) = (tmp_path / "rejects").iterdir()
    rejected = [json.loads(line) for line in rejects.read_text("utf-8").splitlines()]
    assert [(reject["id"], reject["metadata"]["filter_reason"]) for reject in rejected] == [("blank", "empty-page")]
    stats = json.loads((tmp_path / "logs" / "stats.json").read_text("utf-8"))
    (step,) = (step for step in stats if "gnn9-extract" in step["name"])
    assert (step["stats"]["total"], step["stats"]["dropped_empty-page"]) == (5, 1)
