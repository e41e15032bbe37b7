"""python -m gnn9_extract: the command."""

from gnn9_extract.cli import main

if __name__ == "__main__":
    main()
