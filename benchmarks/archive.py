"""Archive runs beside a plain loop: python -m benchmarks.archive [PAGES] (20,000 pages unless said otherwise).

CPU is counted for all processes of a run together, in seconds of user and system time; memory is the largest sum of
what its processes hold, shared pages counted once (PSS). Rates hang on the machine: quote the ratios.
"""

import ctypes
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.made_archive import page

ROUNDS = 3
FIRST = 50  # pages, a shard: when they are done, whatever is loaded late has been loaded
PARAGRAPHS = (10, 24)  # of a page, which is some three kilobytes then, as news is
_SUBREAPER = 36  # prctl: processes whose parent is gone become children of this one


@dataclass(frozen=True, slots=True)
class Cost:
    """What a run took: seconds on the clock, seconds of CPU, bytes."""

    wall: float
    cpu: float
    memory: int


def main(pages: int = 20_000) -> None:
    """Prints the figures."""
    ctypes.CDLL(None).prctl(_SUBREAPER, 1, 0, 0, 0)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make(folder / "first", FIRST)
        make(folder / "few", pages // 20)
        make(folder / "many", pages)
        print(f"{pages:,} pages of {size_of(folder / 'many') / pages / 1000:.1f} kB on average")
        workers(folder, pages)
        memory(folder)
        formats(folder, pages)


def make(folder: Path, pages: int) -> None:
    """So many pages, a hundred in a folder."""
    for number in range(pages):
        path = folder / f"{number // 100:05}" / f"{number:08}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page(number, *PARAGRAPHS), "utf-8")


def size_of(folder: Path) -> int:
    """The bytes of all files below a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*.txt"))


def workers(folder: Path, pages: int) -> None:
    """One worker beside a plain loop, two beside one; the best of several rounds, in turn.

    What a run over the first pages takes is its start and end, and is left out of both sides where it is said.
    """
    number = pages // 20
    loops, ones, twos, starts, first_loops = [], [], [], [], []
    for _ in range(ROUNDS):
        first_loops.append(loop(folder, "first"))
        loops.append(loop(folder, "few"))
        starts.append(batch(folder, "first", "--workers", "1"))
        ones.append(batch(folder, "few", "--workers", "1"))
        twos.append(batch(folder, "few", "--workers", "2"))
    start, first_loop = min(cost.cpu for cost in starts), min(first_loops)
    one, plain = min(cost.cpu for cost in ones) - start, min(loops) - first_loop
    a_page = 1000 / (number - FIRST)
    whole = min(loops) / min(cost.cpu for cost in ones)
    print(f"start and end, with {FIRST} pages: {start:.2f} s of CPU, {first_loop:.2f} s where a loop does them")
    print(f"one worker: {plain / one:.2f} of the pages per CPU second of extract in a loop; {whole:.2f} with the start")
    print(f"one worker: {a_page * one:.2f} ms of CPU a page, the loop {a_page * plain:.2f} ms, start left out")
    wall = [min(cost.wall for cost in costs) - min(cost.wall for cost in starts) for costs in (ones, twos)]
    print(f"two workers: {wall[0] / wall[1]:.2f} times the pages per second of one, start left out")
    print(f"two workers: {(number - FIRST) / wall[1]:,.0f} pages a second on this machine")


def loop(folder: Path, source: str) -> float:
    """CPU seconds of a process that reads and extracts all pages in a loop."""
    script = (
        "import sys, pathlib\nfrom gnn9_extract import extract\n"
        "for path in sorted(pathlib.Path(sys.argv[1]).rglob('*.txt')):\n    extract(path.read_bytes(), name=str(path))"
    )
    return command(folder, [sys.executable, "-c", script, source]).cpu


def memory(folder: Path) -> None:
    """A run over twenty times the pages, and the same again when it is finished."""
    few = batch(folder, "few", "--workers", "2")
    many = batch(folder, "many", "--workers", "2", out="kept.jsonl")
    again = batch(folder, "many", "--workers", "2", out="kept.jsonl", keep=True)
    print(f"memory over twenty times the pages: {many.memory / few.memory:.2f} times ({many.memory / 2**20:.0f} MiB)")
    print(f"a finished run looked at again: {again.wall:.1f} s, {again.cpu:.1f} s of CPU")


def formats(folder: Path, pages: int) -> None:
    """What the other outputs and --duplicates cost on top, in CPU, per page of the smaller archive."""
    number = pages // 20
    plain = batch(folder, "few")
    for arguments, out in (([], "a.jsonl.gz"), ([], "a.parquet"), ([], "a.sqlite"), (["--duplicates"], "a.jsonl")):
        more = batch(folder, "few", *arguments, out=out).cpu - plain.cpu
        share = more / plain.cpu
        print(
            f"{out} {' '.join(arguments)}: {share:+.0%} of the CPU of JSON Lines, {more / number * 1000:+.2f} ms a page"
        )


def batch(folder: Path, source: str, *arguments: str, out: str = "all.jsonl", keep: bool = False) -> Cost:
    """What a run takes."""
    words = [sys.executable, "-m", "gnn9_extract", "batch", source, "--out", out, "--quiet", *arguments]
    return command(folder, [*words, *([] if keep else ["--restart"])])


def command(folder: Path, words: Sequence[str]) -> Cost:
    """What a command takes, from its start until the last of its processes is gone."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    process = subprocess.Popen(words, cwd=folder, start_new_session=True)
    peak = _Peak(process.pid)
    _, status, _ = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.monotonic() - start
    peak.stop()
    while True:
        try:
            os.wait()
        except ChildProcessError:
            break
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert process.returncode == 0, words
    return Cost(wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, peak.most)


class _Peak:
    """The most that the processes of a session hold together, looked at again and again."""

    def __init__(self, session: int) -> None:
        self.most = 0
        self._session = session
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch)
        self._thread.start()

    def stop(self) -> None:
        self._ended.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._ended.wait(0.3):
            self.most = max(self.most, sum(map(_held, self._processes())))

    def _processes(self) -> list[Path]:
        found = []
        for process in Path("/proc").glob("[0-9]*"):
            try:
                session = (process / "stat").read_text().rpartition(")")[2].split()[3]
            except OSError:
                continue
            if int(session) == self._session:
                found.append(process)
        return found


def _held(process: Path) -> int:
    try:
        lines = (process / "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
