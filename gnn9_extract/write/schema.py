"""The JSON Schema of the record."""

from importlib import resources


def schema_text() -> str:
    """The schema (draft 2020-12) as JSON text; the file is record.schema.json beside this module."""
    return (resources.files("gnn9_extract.write") / "record.schema.json").read_text("utf-8")
