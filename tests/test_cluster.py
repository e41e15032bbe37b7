"""A cluster gives what one machine gives, also when its workers die. It is started as Dask's own commands start it."""

import contextlib
import json
import multiprocessing
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from gnn9_extract.archive.cluster import work_on
from gnn9_extract.archive.faults import RunError
from gnn9_extract.archive.pool import Limits
from gnn9_extract.archive.work import Terms, records_of
from tests.command import COMMAND, ROOT, run, surroundings
from tests.made_archive import MadeArchive, made_archive, page

HOSTILE = {"PYTHONPATH": str(ROOT / "tests" / "hostile"), "COMMIT_OFTEN": "1"}
OWN_PROCESSES = {"DASK_DISTRIBUTED__WORKER__DAEMON": "False"}
DASK = (sys.executable, "-m", "dask")


@dataclass(frozen=True, slots=True)
class Cluster:
    address: str
    workers: tuple["subprocess.Popen[bytes]", ...]


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


@contextlib.contextmanager
def cluster(folder: Path, workers: int, env: dict[str, str]) -> Iterator[Cluster]:
    """A scheduler and workers on this machine; all are gone at the end."""
    port = free_port()
    address = f"tcp://127.0.0.1:{port}"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": folder}
    scheduler = [*DASK, "scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard"]
    worker = [*DASK, "worker", address, "--nthreads", "1", "--no-dashboard", "--local-directory", str(folder / "dask")]
    started = [subprocess.Popen(scheduler, start_new_session=True, **quiet)]  # type: ignore[call-overload]
    started += [
        subprocess.Popen([*worker, "--name", str(number)], env=surroundings(env), start_new_session=True, **quiet)  # type: ignore[call-overload]
        for number in range(workers)
    ]
    try:
        yield Cluster(address, tuple(started[1:]))
    finally:
        for process in started:
            end(process)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> MadeArchive:
    made = made_archive(tmp_path_factory.mktemp("archive"), 250)
    assert run("batch", *made.sources, "--out", "one.jsonl", cwd=made.folder).returncode == 1
    return made


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A cluster of two workers, of whose pages some do harm."""
    with cluster(tmp_path_factory.mktemp("cluster"), 2, {**HOSTILE, **OWN_PROCESSES}) as started:
        yield started


def both(folder: Path, stem: str) -> tuple[bytes, bytes]:
    return (folder / f"{stem}.jsonl").read_bytes(), (folder / f"{stem}.rejects.jsonl").read_bytes()


def end(worker: "subprocess.Popen[bytes]") -> None:
    """Kills a worker with all that belongs to it, as a machine that loses its power."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(worker.pid, signal.SIGKILL)
    worker.wait()


def test_a_page_that_spoils_a_worker_of_the_cluster_costs_that_page_only(two: Cluster, tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    acts = {"ACT-SEGFAULT": "crashed", "ACT-DEAF": "timeout", "ACT-EAT": "out-of-memory"}
    for number in range(6):
        (tmp_path / "pages" / f"{number}.txt").write_text(page(number), "utf-8")
    for word in acts:
        (tmp_path / "pages" / word).write_text(page(1) + word, "utf-8")
    arguments = ["--out", "all.jsonl", "--cluster", two.address, "--time-limit", "0.5"]
    assert run("batch", "pages", *arguments, cwd=tmp_path, env=HOSTILE).returncode == 1
    rejects = [json.loads(line) for line in (tmp_path / "all.rejects.jsonl").read_text("utf-8").splitlines()]
    assert {reject["source"].removeprefix("pages/"): reject["code"] for reject in rejects} == acts
    assert len((tmp_path / "all.jsonl").read_text("utf-8").splitlines()) == 6


# The last that is asked of these two.
def test_a_cluster_of_which_a_worker_is_killed_gives_the_same_bytes(two: Cluster, archive: MadeArchive) -> None:
    words = [*COMMAND, "batch", *archive.sources, "--out", "two.jsonl", "--cluster", two.address]
    process = subprocess.Popen(words, cwd=archive.folder, env=surroundings(HOSTILE), stdout=subprocess.DEVNULL)
    lines = archive.folder / "two.jsonl.work" / "lines-1.jsonl"
    while not (lines.exists() and lines.stat().st_size > 30_000):
        assert process.poll() is None
        time.sleep(0.01)
    end(two.workers[0])
    assert process.wait(120) == 1
    assert both(archive.folder, "two") == both(archive.folder, "one")


def test_a_cluster_on_this_machine_is_started_and_ended(archive: MadeArchive) -> None:
    arguments = ["--out", "here.jsonl", "--cluster", "local", "--workers", "1"]
    result = run("batch", *archive.sources, *arguments, cwd=archive.folder)
    assert (result.returncode, result.stderr) == (1, b"")
    assert both(archive.folder, "here") == both(archive.folder, "one")


def test_workers_that_may_have_no_processes_are_told_how_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(multiprocessing.current_process()._config, "daemon", True)  # type: ignore[attr-defined]
    with pytest.raises(RunError, match="start them with DASK_DISTRIBUTED__WORKER__DAEMON=False"):
        work_on([], Limits(), records_of, Terms())


def test_a_cluster_that_is_not_there_is_told(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(page(1), "utf-8")
    env = {"DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "1s"}
    address = f"tcp://127.0.0.1:{free_port()}"
    result = run("batch", "page.txt", "--out", "a.jsonl", "--cluster", address, cwd=tmp_path, env=env)
    assert result.returncode == 2
    assert result.stderr.startswith(f"gnn9-extract: no cluster with workers at {address}: ".encode())
