"""A large archive through everything at once: python -m benchmarks.ordeal [PAGES] (20,000 unless said otherwise).

All kinds of sources, one page in a hundred bad, five pages that hang or kill their worker. Each run has to give every
page once and the same bytes: with one worker, with two, killed five times and called again, and on a cluster of two
workers of which one is killed.
"""

import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.command import COMMAND, surroundings
from tests.made_archive import MadeArchive, made_archive, page
from tests.test_batch import HOSTILE, codes, killed, names
from tests.test_cluster import OWN_PROCESSES, cluster, end

ACTS = {
    "ACT-SEGFAULT": "crashed",
    "ACT-OOM-KILL": "crashed",
    "ACT-HANG": "timeout",
    "ACT-DEAF": "timeout",
    "ACT-EAT": "out-of-memory",
}
LIMIT = "5"


def main(pages: int = 20_000) -> None:
    """Prints each run and what is wrong with it; ends with 1 where something is."""
    with tempfile.TemporaryDirectory() as name:
        made = made_archive(Path(name), pages)
        for number, word in enumerate(ACTS):
            path = made.folder / "spoilt" / f"{number * pages // 1000:05}-{word}"
            path.parent.mkdir(exist_ok=True)
            path.write_text(page(number) + word, "utf-8")
            made.expected[f"spoilt/{path.name}"] = ACTS[word]
        made.sources.append("spoilt")
        print(f"{len(made.expected):,} pages, {len(made.rejects()):,} of them bad")
        wrong = [*_undisturbed(made), *_two(made), *_killed(made), *_cluster(made)]
        print("\n".join(wrong) or "all as it has to be")
        raise SystemExit(1 if wrong else 0)


def _run(made: MadeArchive, out: str, *arguments: str) -> None:
    start = time.monotonic()
    words = [*COMMAND, "batch", *made.sources, "--out", out, "--quiet", "--time-limit", LIMIT, *arguments]
    code = subprocess.run(words, cwd=made.folder, env=surroundings(HOSTILE), check=False).returncode
    print(f"{out}: exit {code} after {time.monotonic() - start:.0f} s", flush=True)


def _undisturbed(made: MadeArchive) -> list[str]:
    _run(made, "one.jsonl", "--workers", "1")
    found = codes(made.folder / "one.rejects.jsonl")
    return [
        *(
            ["records are missing, twice or in another order"]
            if names(made.folder / "one.jsonl") != made.records()
            else []
        ),
        *(["rejects are not what they have to be"] if found != made.rejects() else []),
    ]


def _compared(made: MadeArchive, stem: str) -> list[str]:
    pairs = [(f"one{ending}", f"{stem}{ending}") for ending in (".jsonl", ".rejects.jsonl")]
    same = all((made.folder / one).read_bytes() == (made.folder / other).read_bytes() for one, other in pairs)
    return [] if same else [f"{stem} has other bytes"]


def _two(made: MadeArchive) -> list[str]:
    _run(made, "two.jsonl", "--workers", "2")
    return _compared(made, "two")


def _killed(made: MadeArchive) -> list[str]:
    moments = random.Random(5)
    ended = [killed(made, "again.jsonl", moments.uniform(3, 12), seconds_a_page=LIMIT) for _ in range(5)]
    print(f"killed {ended.count(-signal.SIGKILL)} times")
    _run(made, "again.jsonl", "--workers", "2")
    return _compared(made, "again")


def _cluster(made: MadeArchive) -> list[str]:
    with cluster(made.folder, 2, {**HOSTILE, **OWN_PROCESSES}) as started:
        words = [*COMMAND, "batch", *made.sources, "--out", "far.jsonl", "--quiet", "--time-limit", LIMIT]
        process = subprocess.Popen([*words, "--cluster", started.address], cwd=made.folder, env=surroundings(HOSTILE))
        time.sleep(15)
        end(started.workers[0])
        print(f"far.jsonl: a worker killed, exit {process.wait()}")
    return _compared(made, "far")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
