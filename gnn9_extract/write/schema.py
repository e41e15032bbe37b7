"""The JSON Schema of the record."""

from pathlib import Path


def schema_text() -> str:
    """The schema (draft 2020-12) as JSON text; the file is record.schema.json beside this module."""
    return Path(__file__).with_name("record.schema.json").read_text("utf-8")
