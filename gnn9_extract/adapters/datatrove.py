"""A datatrove step: documents that hold pages in, documents that hold articles out.

    pipeline = [
        WarcReader("crawl/", glob_pattern="*.warc.gz"),
        ArticleStep(exclusion_writer=JsonlWriter("rejects/")),
        JsonlWriter("articles/"),
    ]

The text of a document becomes the body of the article, and its record stands under `article` in the metadata. The
address is taken from `url` in the metadata. A document that gives no record is dropped and counted by its error code.
"""

import contextlib
from typing import Any

from datatrove.data import Document, DocumentsPipeline
from datatrove.pipeline.base import PipelineStep
from datatrove.utils.typeshelper import StatHints

from gnn9_extract.errors import ExtractionError
from gnn9_extract.pipeline import SiteName, extract


class ArticleStep(PipelineStep):  # type: ignore[misc]  # it has no types
    """Makes articles of pages.

    `site` is a site profile, or the path of one; `exclusion_writer` is a datatrove writer for the documents that give
    no record, which have the code of the error as `filter_reason` in their metadata.
    """

    name = "📰 gnn9-extract"
    type = "🛢 - EXTRAC"

    def __init__(self, site: SiteName = None, exclusion_writer: Any = None) -> None:
        super().__init__()
        self.site = site
        self.exclusion_writer = exclusion_writer

    def run(self, data: DocumentsPipeline, rank: int = 0, world_size: int = 1) -> DocumentsPipeline:
        """The articles, one after the other, as datatrove calls it."""
        with self.exclusion_writer or contextlib.nullcontext() as writer:
            for document in data:
                self.stat_update(StatHints.total)
                with self.track_time():
                    code = self._read(document)
                if code is None:
                    self.stat_update(StatHints.forwarded)
                    self.update_doc_stats(document)
                    yield document
                else:
                    self.stat_update(StatHints.dropped, f"{StatHints.dropped}_{code}")
                    if writer:
                        document.metadata["filter_reason"] = code
                        writer.write(document, rank)

    def _read(self, document: Document) -> str | None:
        """Puts the article into a document. The code of the error where there is none."""
        try:
            article = extract(document.text, url=document.metadata.get("url"), name=document.id, site=self.site)
        except ExtractionError as error:
            return error.code
        document.text = article.text
        document.metadata["article"] = article.to_dict()
        return None
