"""Accounts, desks and roles that sign like people."""

from functools import cache

from gnn9_extract.tables.rows import entries


@cache
def _endings() -> tuple[str, ...]:
    return tuple(f" {entry}" for entry in sorted(entries("desks.txt")))


def is_desk(name: str) -> bool:
    """Whether a name in a byline is an account or a desk.

    >>> is_desk("admin"), is_desk("Sports Desk"), is_desk("Asha Rao")
    (True, True, False)
    """
    return f" {' '.join(name.casefold().split())}".endswith(_endings())
