"""Records as a Parquet file: flat columns, lists as lists, instants as timestamps in UTC."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from gnn9_extract.write.flat import COLUMNS, flat, in_batches

_ROWS = 5000  # in a row group: some ten megabytes of text


def write_parquet(records: Iterable[Mapping[str, Any]], path: Path) -> None:
    """Writes the rows of the records; the same records give the same bytes with the same version of pyarrow."""
    import pyarrow  # noqa: PLC0415
    from pyarrow import parquet  # noqa: PLC0415

    text = pyarrow.string()
    kinds = {
        "text": text,
        "list": pyarrow.list_(text),
        "integer": pyarrow.int64(),
        "time": pyarrow.timestamp("us", tz="UTC"),
        "warnings": pyarrow.list_(pyarrow.struct([("code", text), ("message", text)])),
    }
    schema = pyarrow.schema([(name, kinds[kind]) for name, kind in COLUMNS.items()])
    with parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        for rows in in_batches(map(flat, records), _ROWS):
            writer.write_table(pyarrow.Table.from_pylist(rows, schema=schema))
