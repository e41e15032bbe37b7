"""Packages that only some runs need, and the extras of this program that bring them."""

import importlib
from typing import Any

from gnn9_extract.archive.faults import CallError


def need(module: str, extra: str, reason: str) -> Any:
    """The module, or CallError that names the extra to install."""
    try:
        return importlib.import_module(module)
    except ImportError as error:
        package = module.partition(".")[0]
        raise CallError(f'{reason} needs {package}, which is not here; pip install "gnn9-extract[{extra}]"') from error
