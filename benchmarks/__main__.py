"""Speed beside yardsticks: python -m benchmarks (make bench).

HTML pages are measured beside trafilatura, where it is installed.

Both sides of a ratio are measured in one run, in turn, and the best of several rounds counts: CPU seconds of one
process for the pages, CPU seconds of a whole process for the command from cold.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import ftfy

from benchmarks import extractor
from gnn9_extract import extract

PAGES = Path(__file__).parent.parent / "fixtures" / "pages"
ROUNDS = 7
REPEATS = 20


def main() -> None:
    """Prints the ratios."""
    pages = [file.read_bytes() for file in sorted(PAGES.glob("*.txt"))]
    texts = [page.decode("utf-8", "replace") for page in pages]
    ours = _best(lambda: [extract(page) for page in pages])
    theirs = _best(lambda: [ftfy.fix_text(text) for text in texts])
    print(f"extract over {len(pages)} fixture pages: {ours / theirs:.2f} of the time of ftfy.fix_text alone")
    print(*extractor.lines(PAGES, _best), sep="\n")
    page = str(PAGES / "seed-like-markdown-three-pages.txt")
    command = _cold([sys.executable, "-m", "gnn9_extract", page])
    imports = _cold([sys.executable, "-c", "import typer, ftfy"])
    print(f"the command from cold: {command / imports:.2f} of the time of python -c 'import typer, ftfy'")


def _best(run: Callable[[], object]) -> float:
    """The CPU seconds of the fastest round."""
    seconds = []
    for _ in range(ROUNDS):
        start = time.process_time()
        for _ in range(REPEATS):
            run()
        seconds.append(time.process_time() - start)
    return min(seconds)


def _cold(command: Sequence[str]) -> float:
    """The CPU seconds of the fastest start of a process, user and system."""
    seconds = []
    for _ in range(2 * ROUNDS):
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        _, _, usage = os.wait4(process.pid, 0)
        process.returncode = 0
        seconds.append(usage.ru_utime + usage.ru_stime)
    return min(seconds)


if __name__ == "__main__":
    main()
