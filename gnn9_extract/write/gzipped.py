"""JSON Lines packed with gzip: the same bytes for the same lines, whenever and under whatever name."""

import gzip
import shutil
from pathlib import Path


def write_gzipped(lines: Path, path: Path) -> None:
    """Packs a file; no time and no name of it go in."""
    with (
        lines.open("rb") as source,
        path.open("wb") as target,
        gzip.GzipFile(filename="", mode="wb", compresslevel=6, fileobj=target, mtime=0) as packed,
    ):
        shutil.copyfileobj(source, packed, 1024 * 1024)
