"""Publishing to an object store: a whole round against an S3 server of this machine, as a reader's browser sees it.

The server is moto's, which benchmarks/press/s3.in locks: it wants other versions than the project, so it has an
environment of its own (docs/publishing.md tells how to make it).
"""

from __future__ import annotations

import datetime as dt
import os
import random
import re
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree

import pytest

from scripts.commands import publish
from scripts.press.options import Options
from scripts.publishing import plan
from scripts.publishing.record import MARK
from tests.press import kit

ROOT = Path(__file__).parent.parent
SERVER = shutil.which("moto_server", path=f"{ROOT / '.tools/s3/bin'}:{os.environ['PATH']}")
S3 = "{http://s3.amazonaws.com/doc/2006-03-01/}"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("rclone") is None, reason="rclone is not installed"),
    pytest.mark.skipif(SERVER is None, reason="moto_server is not installed (benchmarks/press/s3.txt)"),
]


@dataclass(frozen=True)
class Store:
    """A running server: its address, and the file where it notes what it is asked."""

    address: str
    log: Path

    def bucket(self, name: str) -> str:
        """A bucket as rclone names it."""
        return f":s3,provider=Other,env_auth,region=us-east-1,endpoint='{self.address}':{name}"

    def get(self, path: str) -> tuple[bytes, Message]:
        """What a browser gets."""
        with urllib.request.urlopen(f"{self.address}/{quote(path)}", timeout=30) as answer:
            return answer.read(), answer.headers

    def keys(self, bucket: str) -> dict[str, str]:
        """Every object's time of writing."""
        found: dict[str, str] = {}
        token = ""
        while True:
            more = f"&continuation-token={quote(token, safe='')}" if token else ""
            page = ElementTree.fromstring(self.get_list(bucket, more))
            for entry in page.iter(f"{S3}Contents"):
                found[entry.findtext(f"{S3}Key") or ""] = entry.findtext(f"{S3}LastModified") or ""
            token = page.findtext(f"{S3}NextContinuationToken") or ""
            if not token:
                return found

    def get_list(self, bucket: str, more: str) -> bytes:
        """A page of a bucket's list."""
        with urllib.request.urlopen(f"{self.address}/{bucket}?list-type=2{more}", timeout=30) as answer:
            data: bytes = answer.read()
            return data

    def writes(self) -> list[str]:
        """The paths that were put or deleted so far."""
        return re.findall(r'"(?:PUT|DELETE|POST) /([^ ?]*)', self.log.read_text())


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    for name, value in (
        ("AWS_ACCESS_KEY_ID", "test"),
        ("AWS_SECRET_ACCESS_KEY", "test"),
        ("RCLONE_CONFIG", str(tmp_path / "rclone.conf")),
        ("RCLONE_S3_ACL", "public-read"),
        ("RCLONE_S3_BUCKET_ACL", "public-read"),
    ):
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("AWS_CA_BUNDLE", raising=False)  # rclone's client cannot be given one
    (tmp_path / "rclone.conf").touch()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = tmp_path / "server.log"
    assert SERVER
    with log.open("w") as lines:
        server = subprocess.Popen([SERVER, "-H", "127.0.0.1", "-p", str(port)], stdout=lines, stderr=lines)
    try:
        for _ in range(600):
            with socket.socket() as door:
                if door.connect_ex(("127.0.0.1", port)) == 0:
                    break
            assert server.poll() is None, log.read_text()
            time.sleep(0.1)
        yield Store(f"http://127.0.0.1:{port}", log)
    finally:
        server.kill()
        server.wait()


def paper(tmp_path: Path) -> Options:
    options = kit.project(tmp_path, "SITEURL = 'https://paper.example'\nVARIANTS = {'zh-Hant-TW': None}")
    for day in range(3):
        kit.write_edition(options.content, kit.make_edition(random.Random(day), kit.START + dt.timedelta(day)))
    kit.built(options)
    return options


def holds(store: Store, options: Options) -> None:
    """The bucket has the site and nothing else, byte by byte, typed and kept as it should be."""
    tree = kit.tree(options.output)
    assert set(store.keys("paper")) - {".well-known/security.txt"} == {*tree, MARK}
    for path, data in tree.items():
        got, headers = store.get(f"paper/{path}")
        assert got == data, path
        kind = headers["Content-Type"]
        assert kind.startswith(KINDS.get(path.rpartition(".")[2], "")), (path, kind)
        forever = "immutable" in headers["Cache-Control"]
        assert forever == (plan.steps([path])[0].cache == plan.FOREVER), path
        assert forever or "max-age=300" in headers["Cache-Control"], path


KINDS: dict[str, str | tuple[str, ...]] = {
    "html": "text/html; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "js": ("text/javascript", "application/javascript"),
    "json": "application/json",
    "jsonl": "application/jsonl; charset=utf-8",
    "sha256": "text/plain; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "xml": ("text/xml", "application/xml"),
    "epub": "application/epub+zip",
    "webmanifest": "application/manifest+json",
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "webp": "image/webp",
    "ico": ("image/vnd.microsoft.icon", "image/x-icon"),
}


def test_a_bucket_follows_the_site(tmp_path: Path, store: Store) -> None:
    options = paper(tmp_path)
    words = ["--output", str(options.output), "--settings", str(options.settings_file), "--quiet"]
    words += ["--to", store.bucket("paper")]
    assert publish.main(words) == 0
    holds(store, options)
    before, asked = kit.tree(options.output), len(store.writes())
    assert publish.main(words) == 0
    assert store.writes()[asked:] == []  # nothing changed: nothing is written
    kit.write_edition(options.content, kit.make_edition(random.Random(9), kit.START + dt.timedelta(3)))
    shutil.rmtree(next(options.content.rglob("edition.yml")).parent)
    kit.built(options)
    after = kit.tree(options.output)
    assert publish.main(words) == 0
    changed = {path for path in {*before, *after} if before.get(path) != after.get(path)}
    wanted = {f"paper/{quote(path)}" for path in changed} | {f"paper/{MARK}"}
    assert {path for path in store.writes()[asked:] if path.strip("/") != "paper"} <= wanted  # only what changed
    holds(store, options)


def test_what_others_put_into_the_bucket_stays(tmp_path: Path, store: Store) -> None:
    options = paper(tmp_path)
    words = ["--output", str(options.output), "--settings", str(options.settings_file), "--quiet"]
    words += ["--to", store.bucket("paper")]
    assert publish.main(words) == 0
    subprocess.run(
        ["rclone", "rcat", f"{store.bucket('paper')}/.well-known/security.txt"], input=b"Contact", check=True
    )
    assert publish.main([*words, "--all"]) == 0
    assert store.get("paper/.well-known/security.txt")[0] == b"Contact"
    with pytest.raises(urllib.error.HTTPError, match="404"):
        store.get("paper/nothing/index.html")
    holds(store, options)
