"""An archive goes through as a whole: every page is in the records or the rejects, once, whatever happens."""

import json
import os
import pty
import signal
import subprocess
import tarfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random
from typing import Any

import pytest

from gnn9_extract import Article, extract
from tests.command import COMMAND, ROOT, run, surroundings
from tests.made_archive import MadeArchive, made_archive, page

HOSTILE = {"PYTHONPATH": str(ROOT / "tests" / "hostile"), "COMMIT_OFTEN": "1"}


def batch(
    made: MadeArchive | Path, *arguments: str, env: Mapping[str, str] | None = None, out: str = "all.jsonl"
) -> Any:
    """The command over all sources of an archive, in its folder."""
    folder, sources = (made, ["pages"]) if isinstance(made, Path) else (made.folder, made.sources)
    return run("batch", *sources, "--out", out, *arguments, cwd=folder, env=env)


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def names(path: Path) -> list[str]:
    return [record["source"]["name"] for record in lines(path)]


def codes(path: Path) -> dict[str, str]:
    rejects = lines(path)
    found = {reject["source"]: reject["code"] for reject in rejects}
    assert len(found) == len(rejects)
    return found


def both(folder: Path, stem: str = "all") -> tuple[bytes, bytes]:
    """The records and the rejects of a run."""
    return (folder / f"{stem}.jsonl").read_bytes(), (folder / f"{stem}.rejects.jsonl").read_bytes()


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> MadeArchive:
    return made_archive(tmp_path_factory.mktemp("archive"), 200)


@pytest.fixture(scope="module")
def undisturbed(archive: MadeArchive) -> tuple[bytes, bytes]:
    """What one worker makes of the archive that nobody disturbs."""
    result = batch(archive, "--workers", "1", out="undisturbed.jsonl")
    assert (result.returncode, result.stderr) == (1, b"")
    return both(archive.folder, "undisturbed")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with three pages in it."""
    (tmp_path / "pages").mkdir()
    for number in range(3):
        (tmp_path / "pages" / f"{number}.txt").write_text(page(number), "utf-8")
    return tmp_path


# ---------------------------------------------------------------- every page, once


def test_every_page_is_in_the_records_or_the_rejects_in_source_order(
    archive: MadeArchive, undisturbed: tuple[bytes, bytes]
) -> None:
    assert names(archive.folder / "undisturbed.jsonl") == archive.records()
    found = codes(archive.folder / "undisturbed.rejects.jsonl")
    assert found == archive.rejects()
    assert list(found) == list(archive.rejects())


def test_a_line_is_the_record_of_its_page(archive: MadeArchive, undisturbed: tuple[bytes, bytes]) -> None:
    for record in lines(archive.folder / "undisturbed.jsonl")[:20]:
        article = Article.from_dict(record)
        name = record["source"]["name"]
        if name.endswith(".txt"):
            assert extract((archive.folder / name).read_bytes(), name=name).to_json() == article.to_json()


def test_two_workers_give_the_same_bytes(archive: MadeArchive, undisturbed: tuple[bytes, bytes]) -> None:
    assert batch(archive, "--workers", "2", out="two.jsonl").returncode == 1
    assert both(archive.folder, "two") == undisturbed


def test_a_list_on_standard_input_is_read(folder: Path) -> None:
    paths = "pages/2.txt\npages/0.txt\n"
    assert run("batch", "-", "--out", "all.jsonl", cwd=folder, stdin=paths.encode()).returncode == 0
    assert names(folder / "all.jsonl") == ["pages/2.txt", "pages/0.txt"]


def test_a_file_that_several_sources_name_is_taken_once(folder: Path) -> None:
    assert run("batch", "pages/1.txt", "pages", "pages/*.txt", "--out", "all.jsonl", cwd=folder).returncode == 0
    assert names(folder / "all.jsonl") == ["pages/1.txt", "pages/0.txt", "pages/2.txt"]


def test_what_a_run_writes_is_no_page_of_it(folder: Path) -> None:
    (folder / "bad.txt").write_bytes(b"")
    for _ in range(2):
        assert run("batch", ".", "--out", "all.jsonl", cwd=folder).returncode == 1
    assert names(folder / "all.jsonl") == [f"./pages/{number}.txt" for number in range(3)]
    assert codes(folder / "all.rejects.jsonl") == {"./bad.txt": "empty-page"}


# ---------------------------------------------------------------- resuming


def killed(made: MadeArchive, out: str, seconds: float, *, seconds_a_page: str = "60") -> int | None:
    """A run that is killed after so many seconds; its exit code."""
    words = [*COMMAND, "batch", *made.sources, "--out", out, "--workers", "2", "--time-limit", seconds_a_page]
    process = subprocess.Popen(words, cwd=made.folder, env=surroundings(HOSTILE), stderr=subprocess.PIPE, stdout=-3)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
    process.communicate()
    return process.returncode


@pytest.mark.parametrize("seed", [1])
def test_a_run_that_was_killed_again_and_again_ends_like_an_undisturbed_one(
    seed: int, archive: MadeArchive, undisturbed: tuple[bytes, bytes]
) -> None:
    random, out = Random(seed), f"killed-{seed}.jsonl"
    kills = sum(killed(archive, out, random.uniform(0.5, 1.1)) == -signal.SIGKILL for _ in range(5))
    assert kills
    assert batch(archive, out=out).returncode == 1
    assert both(archive.folder, f"killed-{seed}") == undisturbed


def test_a_killed_run_leaves_no_worker_behind(archive: MadeArchive) -> None:
    killed(archive, "orphans.jsonl", 0.7)
    deadline = time.monotonic() + 10
    while (alive := workers_of("orphans.jsonl", archive.folder)) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert alive == []


def test_a_killed_run_leaves_no_worker_behind_that_hangs(folder: Path) -> None:
    (folder / "pages" / "1.txt").write_text(page(1) + "ACT-DEAF", "utf-8")
    process = subprocess.Popen(
        [*COMMAND, "batch", "pages", "--out", "all.jsonl"], cwd=folder, env=surroundings(HOSTILE)
    )
    deadline = time.monotonic() + 60
    while not any(map(is_deaf, workers_of("all.jsonl", folder))) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert any(map(is_deaf, workers_of("all.jsonl", folder)))
    process.kill()
    process.wait()
    deadline = time.monotonic() + 10
    while (alive := workers_of("all.jsonl", folder)) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert alive == []


def is_deaf(process: str) -> bool:
    """Whether a process blocks the alarm, as a worker does that hangs for good."""
    try:
        status = (Path("/proc") / process / "status").read_text("ascii")
    except OSError:
        return False
    blocked = int(status.partition("SigBlk:")[2].split()[0], 16)
    return bool(blocked >> (signal.SIGALRM - 1) & 1)


def workers_of(out: str, folder: Path) -> list[str]:
    """The processes that work in a folder and belong to a run."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if (process / "cwd").readlink() == folder and b"multiprocessing" in (process / "cmdline").read_bytes():
                found.append(process.name)
        except OSError:
            continue
    return found


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_an_interrupted_run_ends_in_order_and_says_how_to_go_on(number: int, code: int, folder: Path) -> None:
    for made in range(3, 120):
        (folder / "pages" / f"{made}.txt").write_text(page(made), "utf-8")
    (folder / "pages" / "99-slow.txt").write_text(page(4) + "ACT-HANG", "utf-8")
    words = [*COMMAND, "batch", "pages", "--out", "all.jsonl"]
    process = subprocess.Popen(words, cwd=folder, env=surroundings(HOSTILE), stderr=subprocess.PIPE)
    lines = folder / "all.jsonl.work" / "lines-1.jsonl"
    while not (lines.exists() and lines.stat().st_size > 100_000):  # two shards; the third hangs
        time.sleep(0.01)
    time.sleep(0.1)  # for the ledger
    process.send_signal(number)
    _, said = process.communicate()
    assert (process.returncode, said) == (code, b"gnn9-extract: interrupted; the same command goes on from there\n")
    assert not (folder / "all.jsonl").exists()
    assert batch(folder).stderr == b"gnn9-extract: 100 pages were done before; going on\n"
    batch(folder, out="anew.jsonl")
    assert (folder / "all.jsonl").read_bytes() == (folder / "anew.jsonl").read_bytes()


def test_a_finished_run_does_nothing_again(folder: Path) -> None:
    first = batch(folder)
    before = (folder / "all.jsonl").stat()
    again = batch(folder, env={**HOSTILE, "PATH": os.environ["PATH"]})
    after = (folder / "all.jsonl").stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)
    assert (first.returncode, first.stdout) == (again.returncode, again.stdout)


CHANGES: dict[str, Callable[[Path], object]] = {
    "a page is added at the end": lambda pages: (pages / "9.txt").write_text(page(9), "utf-8"),
    "a page is added in front": lambda pages: (pages / "!.txt").write_text(page(9), "utf-8"),
    "a page is changed": lambda pages: (pages / "1.txt").write_text(page(9) + "\n", "utf-8"),
    "a page is gone": lambda pages: (pages / "1.txt").unlink(),
    "a page is bad now": lambda pages: (pages / "0.txt").write_bytes(b""),
    "all pages have other names": lambda pages: [path.rename(path.with_suffix(".text")) for path in pages.iterdir()],
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_has_changed_is_done_again_and_nothing_else(change: str, folder: Path) -> None:
    batch(folder)
    CHANGES[change](folder / "pages")
    assert b"pages have changed since" in batch(folder).stderr
    batch(folder, out="anew.jsonl")
    assert (folder / "all.jsonl").read_bytes() == (folder / "anew.jsonl").read_bytes()


def test_pages_that_have_not_changed_are_taken_over(folder: Path) -> None:
    batch(folder)
    (folder / "pages" / "0.txt").write_text(page(7), "utf-8")
    stamps = {path: path.stat() for path in (folder / "pages").iterdir()}
    for number in (1, 2):  # other bytes of the same size and time: who reads them again gives another record
        path = folder / "pages" / f"{number}.txt"
        path.write_bytes(path.read_bytes().swapcase())
        os.utime(path, ns=(stamps[path].st_atime_ns, stamps[path].st_mtime_ns))
    batch(folder)
    headlines = [record["headline"] for record in lines(folder / "all.jsonl")]
    assert headlines == [extract(page(number)).headline for number in (7, 1, 2)]


def test_a_page_with_another_time_is_done_again_only_where_its_bytes_are_others(folder: Path) -> None:
    page_file, tar, other = (folder / "pages" / name for name in ("act.txt", "act.tar", "other.txt"))
    page_file.write_text(page(4) + "ACT-RAISE", "utf-8")
    with tarfile.open(tar, "w") as archive:
        archive.add(page_file, "act.txt")
    other.write_text(page(4) + "ACT-REST!", "utf-8")
    assert batch(folder).returncode == 0
    before = (folder / "all.jsonl").read_bytes()
    other.write_text(page(4) + "ACT-RAISE", "utf-8")
    for path in (page_file, tar, other):
        os.utime(path, ns=(0, 0))
    assert batch(folder, env=HOSTILE).returncode == 1  # under it, a page with the word is rejected when it is done
    assert codes(folder / "all.rejects.jsonl") == {"pages/other.txt": "failed"}
    assert (folder / "all.jsonl").read_bytes() == b"".join(
        line for line in before.splitlines(keepends=True) if b"other.txt" not in line
    )
    assert batch(folder, env=HOSTILE).stderr == b""  # the times are those that the ledger has


def test_another_profile_does_all_pages_again(folder: Path) -> None:
    batch(folder)
    (folder / "site.toml").write_text('name = "valleyherald.example"\ntitle = "The Herald"\n', "utf-8")
    assert b"a profile has changed since; all pages are done again" in batch(folder, "--site", "site.toml").stderr
    assert {record["site"]["title"] for record in lines(folder / "all.jsonl")} == {"The Herald"}


def test_restart_begins_anew(folder: Path) -> None:
    batch(folder)
    (folder / "all.jsonl").write_bytes(b"mine\n")
    assert batch(folder, "--restart").returncode == 0
    assert len(lines(folder / "all.jsonl")) == 3


def test_the_rejects_of_an_earlier_run_go_with_it(folder: Path) -> None:
    bad = folder / "pages" / "bad.txt"
    bad.write_bytes(b"")
    assert batch(folder).returncode == 1
    bad.unlink()
    assert batch(folder).returncode == 0
    assert not (folder / "all.rejects.jsonl").exists()


# ---------------------------------------------------------------- pages that spoil their worker

ACTS = {
    "ACT-SEGFAULT": "crashed",
    "ACT-OOM-KILL": "crashed",
    "ACT-ABORT": "crashed",
    "ACT-EXIT": "crashed",
    "ACT-HANG": "timeout",
    "ACT-DEAF": "timeout",
    "ACT-EAT": "out-of-memory",
    "ACT-RAISE": "failed",
}


@pytest.fixture(scope="module")
def spoilt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Pages that spoil their worker, among others."""
    folder = tmp_path_factory.mktemp("spoilt")
    (folder / "pages").mkdir()
    for number in range(60):
        (folder / "pages" / f"{number:02}.txt").write_text(page(number), "utf-8")
    for number, word in enumerate(ACTS):
        (folder / "pages" / f"{7 * number:02}-{word}.txt").write_text(page(number).replace("bridges", word) + word)
    return folder


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_page_that_spoils_its_worker_costs_that_page_only(workers: str, spoilt: Path) -> None:
    out = f"{workers}.jsonl"
    result = batch(spoilt, "--workers", workers, "--time-limit", "0.5", env=HOSTILE, out=out)
    assert (result.returncode, result.stderr) == (1, b"")
    assert len(lines(spoilt / out)) == 60
    found = codes(spoilt / f"{workers}.rejects.jsonl")
    assert {name.partition("-")[2].removesuffix(".txt"): code for name, code in found.items()} == ACTS


def test_a_finished_run_over_an_archive_with_such_a_page_does_nothing_again(folder: Path) -> None:
    with tarfile.open(folder / "pages" / "a.tar", "w") as archive:
        for name, text in (("good.txt", page(5)), ("slow.txt", page(4) + "ACT-HANG")):
            (folder / name).write_text(text, "utf-8")
            archive.add(folder / name, name)
    assert batch(folder, "--time-limit", "0.5", env=HOSTILE).returncode == 1
    before = (folder / "all.jsonl").stat()
    assert batch(folder, "--time-limit", "0.5", env=HOSTILE).stderr == b""
    assert (folder / "all.jsonl").stat() == before
    assert batch(folder, "--time-limit", "30").returncode == 0
    assert names(folder / "all.jsonl")[-2:] == ["pages/a.tar/good.txt", "pages/a.tar/slow.txt"]


def test_an_archive_with_such_a_page_is_opened_again_also_after_a_kill(folder: Path) -> None:
    with tarfile.open(folder / "a.tar", "w") as archive:
        (folder / "slow.txt").write_text(page(4) + "ACT-HANG", "utf-8")
        archive.add(folder / "slow.txt", "slow.txt")
        for number in range(120):
            (folder / "good.txt").write_text(page(number), "utf-8")
            archive.add(folder / "good.txt", f"{number}.txt")
        (folder / "slow.txt").write_text(page(4) + "ACT-STOP", "utf-8")
        archive.add(folder / "slow.txt", "stop.txt")
    words = [*COMMAND, "batch", "a.tar", "--out", "all.jsonl", "--time-limit", "0.5"]
    process = subprocess.Popen(words, cwd=folder, env=surroundings(HOSTILE))
    lines = folder / "all.jsonl.work" / "lines-1.jsonl"
    while not (lines.exists() and lines.stat().st_size > 100_000):  # the last shard stops
        time.sleep(0.01)
    process.kill()
    process.wait()
    assert batch_of("a.tar", folder, "--time-limit", "0.5").returncode == 1
    assert batch_of("a.tar", folder, "--time-limit", "30").returncode == 0
    assert names(folder / "all.jsonl")[0] == "a.tar/slow.txt"


def batch_of(source: str, folder: Path, *arguments: str) -> Any:
    return run("batch", source, "--out", "all.jsonl", *arguments, cwd=folder)


def test_a_page_that_could_not_be_read_is_tried_again(folder: Path) -> None:
    (folder / "pages" / "late.txt").symlink_to(folder / "late.txt")
    assert batch(folder).returncode == 1
    assert codes(folder / "all.rejects.jsonl") == {"pages/late.txt": "unreadable"}
    (folder / "late.txt").write_text(page(4), "utf-8")
    assert batch(folder).returncode == 0
    assert names(folder / "all.jsonl")[-1] == "pages/late.txt"


def test_with_another_time_limit_pages_that_took_too_long_are_tried_again(folder: Path) -> None:
    (folder / "pages" / "slow.txt").write_text(page(4) + "ACT-HANG", "utf-8")
    assert batch(folder, "--time-limit", "0.5", env=HOSTILE).returncode == 1
    assert batch(folder, "--time-limit", "0.5").returncode == 1
    assert batch(folder, "--time-limit", "30").returncode == 0


# ---------------------------------------------------------------- calls that are wrong, disks that are full


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nothing", "--out", "a.jsonl"], "nothing: no such file or folder; is the path right?"),
        (["no*thing", "--out", "a.jsonl"], "no*thing: no such file or folder; is the path right?"),
        (["", "--out", "a.jsonl"], "the name of a source is empty"),
        (["pages", "--out", "a.json"], "a.json: the ending of --out says the format: "),
        (["pages", "--out", "no/a.jsonl"], "no/a.jsonl: the folder no is not there; make it first"),
        (["pages", "--out", "pages/0.txt/a.jsonl"], "pages/0.txt/a.jsonl: cannot be written: "),
        (
            ["pages", "--out", "mine.jsonl"],
            "mine.jsonl is there already, and no run has written it; --restart overwrites",
        ),
        (["pages", "--out", "pipe.jsonl"], "pipe.jsonl is no file; records are written to a file"),
        (["pages", "--out", "a.jsonl", "--site", "no.toml"], "cannot read the site profile no.toml"),
        (["http://a.example/", "--out", "a.jsonl"], "http://a.example/: the program fetches no pages"),
        (["-", "--out", "a.jsonl"], "there is no path on standard input"),
    ],
)
def test_a_wrong_call_ends_with_2_and_leaves_nothing(arguments: list[str], message: str, folder: Path) -> None:
    (folder / "mine.jsonl").write_bytes(b"{}\n")
    os.mkfifo(folder / "pipe.jsonl")
    before = sorted(folder.iterdir())
    result = run("batch", *arguments, cwd=folder)
    assert (result.returncode, result.stdout) == (2, b"")
    assert result.stderr.decode().startswith(f"gnn9-extract: {message}")
    assert sorted(folder.iterdir()) == before


def test_an_output_that_was_changed_since_is_not_overwritten(folder: Path) -> None:
    batch(folder)
    (folder / "all.jsonl").write_bytes(b"mine\n")
    result = batch(folder)
    assert (result.returncode, (folder / "all.jsonl").read_bytes()) == (2, b"mine\n")
    assert result.stderr == b"gnn9-extract: all.jsonl was changed since the run wrote it; --restart overwrites it\n"


def test_two_runs_do_not_write_one_output(folder: Path) -> None:
    (folder / "pages" / "slow.txt").write_text(page(4) + "ACT-HANG", "utf-8")
    words = [*COMMAND, "batch", "pages", "--out", "all.jsonl", "--time-limit", "60"]
    first = subprocess.Popen(words, cwd=folder, env=surroundings(HOSTILE))
    while not (folder / "all.jsonl.work" / "lines-1.jsonl").exists():
        time.sleep(0.01)
    second = batch(folder)
    first.terminate()
    first.wait()
    assert second.returncode == 2
    assert second.stderr == b"gnn9-extract: another run is writing all.jsonl; wait for it, or end it\n"


LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), resource.RLIM_INFINITY))
from gnn9_extract.cli import main
main(sys.argv[2:])
"""


@pytest.mark.parametrize("room", [3_000, 30_000, 60_000, 120_000])
def test_a_full_disk_loses_nothing(room: int, archive: MadeArchive, undisturbed: tuple[bytes, bytes]) -> None:
    out = f"full-{room}.jsonl"
    words = ["python", "-c", LIMITED, str(room), "batch", *archive.sources, "--out", out]
    result = subprocess.run(
        [COMMAND[0], *words[1:]], cwd=archive.folder, env=surroundings(HOSTILE), capture_output=True, check=False
    )
    assert (result.returncode, result.stdout) == (3, b"")
    assert result.stderr.startswith(b"gnn9-extract: cannot write ")
    assert result.stderr.endswith(b"; make it right, and the same command goes on from there\n")
    assert not (archive.folder / out).exists()
    assert batch(archive, out=out).returncode == 1
    assert both(archive.folder, f"full-{room}") == undisturbed


def test_a_summary_that_nobody_reads_spoils_nothing(folder: Path) -> None:
    words = [*COMMAND, "batch", "pages", "--out", "all.jsonl"]
    with subprocess.Popen(words, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""
    assert len(lines(folder / "all.jsonl")) == 3


def test_a_bar_is_shown_on_a_terminal(folder: Path) -> None:
    controller, terminal = pty.openpty()
    words = [*COMMAND, "batch", "pages", "--out", "all.jsonl"]
    ran = subprocess.run(words, cwd=folder, stderr=terminal, stdout=subprocess.PIPE, check=False)
    os.close(terminal)
    shown = os.read(controller, 100_000).decode()
    os.close(controller)
    assert ran.returncode == 0
    assert ran.stdout.startswith(b"3 pages: 3 records in all.jsonl\n")
    assert "3/3" in shown
    assert "0 rejects" in shown


def test_the_summary_says_what_came_of_the_pages(folder: Path) -> None:
    (folder / "pages" / "bad.txt").write_bytes(b"")
    summary = batch(folder).stdout.decode()
    assert summary.startswith(
        "4 pages: 3 records in all.jsonl, 1 rejects in all.rejects.jsonl\n\nrejects\n  empty-page  1\n"
    )
    assert "\n  headline     100.0 %\n" in summary
    assert batch(folder, "--quiet").stdout == b""
