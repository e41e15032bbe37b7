"""Pages in an object store: read from and written to a server that speaks the protocol of S3, on this machine."""

import io
import json
import tarfile
from collections.abc import Iterator
from pathlib import Path

import boto3  # type: ignore[import-untyped]
import pytest
from moto.server import ThreadedMotoServer

from tests.command import run
from tests.made_archive import page

BUCKET = "archive"
KEYS = {"AWS_ACCESS_KEY_ID": "made", "AWS_SECRET_ACCESS_KEY": "made", "AWS_DEFAULT_REGION": "us-east-1"}


@pytest.fixture(scope="module")
def store() -> Iterator[dict[str, str]]:
    """A store with pages in it: what has to be in the environment to reach it."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    endpoint = f"http://{host}:{port}"
    client = boto3.client(
        "s3", endpoint_url=endpoint, aws_access_key_id="made", aws_secret_access_key="made", region_name="us-east-1"
    )
    client.create_bucket(Bucket=BUCKET)
    for number in range(12):
        client.put_object(Bucket=BUCKET, Key=f"pages/{number:02}.txt", Body=page(number).encode())
    client.put_object(Bucket=BUCKET, Key="pages/bad.txt", Body=b"")
    client.put_object(Bucket=BUCKET, Key="more/packed.tar", Body=packed([20, 21]))
    lines = "".join(json.dumps({"url": None, "text": page(number)}) + "\n" for number in (30, 31))
    client.put_object(Bucket=BUCKET, Key="more/pages.jsonl", Body=lines.encode())
    yield {**KEYS, "AWS_ENDPOINT_URL": endpoint}
    client.close()
    server.stop()


def packed(numbers: list[int]) -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        for number in numbers:
            info = tarfile.TarInfo(f"{number}.txt")
            info.size = len(page(number).encode())
            archive.addfile(info, io.BytesIO(page(number).encode()))
    return file.getvalue()


def names(text: bytes) -> list[str]:
    return [json.loads(line)["source"]["name"] for line in text.decode().splitlines()]


def objects(store: dict[str, str]) -> dict[str, bytes]:
    client = boto3.client(
        "s3", endpoint_url=store["AWS_ENDPOINT_URL"], aws_access_key_id="made", aws_secret_access_key="made"
    )
    listed = client.list_objects_v2(Bucket=BUCKET)["Contents"]
    found = {item["Key"]: client.get_object(Bucket=BUCKET, Key=item["Key"])["Body"].read() for item in listed}
    client.close()
    return found


def test_pages_and_archives_in_a_store_are_read(store: dict[str, str], tmp_path: Path) -> None:
    result = run("batch", "s3://archive/pages", "s3://archive/more/*", "--out", "all.jsonl", cwd=tmp_path, env=store)
    assert (result.returncode, result.stderr) == (1, b"")
    assert names((tmp_path / "all.jsonl").read_bytes()) == [
        *(f"s3://archive/pages/{number:02}.txt" for number in range(12)),
        *(f"s3://archive/more/packed.tar/{number}.txt" for number in (20, 21)),
        *(f"s3://archive/more/pages.jsonl#{number}" for number in (1, 2)),
    ]
    assert names((tmp_path / "all.jsonl").read_bytes())[0] == "s3://archive/pages/00.txt"


def test_a_record_hangs_on_the_page_and_not_on_where_it_was(store: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "00.txt").write_text(page(0), "utf-8")
    assert (
        run("batch", "s3://archive/pages/00.txt", "here", "--out", "a.jsonl", cwd=tmp_path, env=store).returncode == 0
    )
    there, here = (json.loads(line) for line in (tmp_path / "a.jsonl").read_text("utf-8").splitlines())
    assert there["source"].pop("name") == "s3://archive/pages/00.txt"
    assert here["source"].pop("name") == "here/00.txt"
    assert there == here


def test_records_are_written_to_a_store_when_they_are_whole(store: dict[str, str], tmp_path: Path) -> None:
    call = ["batch", "s3://archive/pages", "--out", "s3://archive/out/all.jsonl"]
    assert run(*call, cwd=tmp_path, env=store).returncode == 1
    assert run("batch", "s3://archive/pages", "--out", "all.jsonl", cwd=tmp_path, env=store).returncode == 1
    found = objects(store)
    assert found["out/all.jsonl"] == (tmp_path / "all.jsonl").read_bytes()
    assert found["out/all.rejects.jsonl"] == (tmp_path / "all.rejects.jsonl").read_bytes()
    again = run(*call, cwd=tmp_path, env=store)
    assert (again.returncode, again.stderr) == (1, b"")


def test_what_is_not_in_a_store_is_told(store: dict[str, str], tmp_path: Path) -> None:
    result = run("batch", "s3://archive/nothing/", "--out", "a.jsonl", cwd=tmp_path, env=store)
    assert result.returncode == 2
    assert result.stderr == b"gnn9-extract: s3://archive/nothing/: nothing is there; is the address right?\n"


def test_a_store_that_does_not_answer_is_told(tmp_path: Path) -> None:
    env = {**KEYS, "AWS_ENDPOINT_URL": "http://127.0.0.1:9", "AWS_MAX_ATTEMPTS": "1"}
    result = run("batch", "s3://archive/pages", "--out", "a.jsonl", cwd=tmp_path, env=env)
    assert result.returncode == 3
    assert not (tmp_path / "a.jsonl").exists()
    assert result.stderr.startswith(b"gnn9-extract: s3://archive/pages: ")
