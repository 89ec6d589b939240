"""As much of GitHub's API as a form editor uses, on loopback, over a real repository: what is saved is a commit.

Answers the calls by which files are listed, read and committed; everything else is 404. It stands in for the service
and not for the editor, which runs as it is published.
"""

from __future__ import annotations

import base64
import json
import re
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Page

OWNER, REPO, TOKEN = "desk", "paper", "ghp_token"
_OBJECT = re.compile(r'(\w+): object\(oid: "([0-9a-f]{40})"\)')
_HISTORY = re.compile(r'(\w+): ref\(qualifiedName: \$branch\).*?path: "((?:[^"\\]|\\.)*)"', re.S)
_FILE = re.compile(r'(\w+): file\(path: "((?:[^"\\]|\\.)*)"\)')


def git(root: Path, *args: str, stdin: bytes = b"") -> str:
    """What git says, in a repository whose commits are by an editor."""
    identity = ["-c", "user.name=Editor", "-c", "user.email=editor@example.org", "-c", "core.quotePath=false"]
    done = subprocess.run(["git", *identity, *args], cwd=root, input=stdin, capture_output=True, check=True)
    return done.stdout.decode()


class GitHubStub(ThreadingHTTPServer):
    """Serves the repository in `root`; `calls` are the requests that came, `refused` those it does not know."""

    daemon_threads = True

    def __init__(self, root: Path) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.root = root
        self.calls: list[str] = []
        self.refused: list[str] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    @property
    def settings(self) -> dict[str, str]:
        """What CMS of pelicanconf.py says to use it."""
        return {"repo": f"{OWNER}/{REPO}", "api_root": self.address, "graphql_api_root": f"{self.address}/graphql"}

    def rest(self, path: str) -> Any:
        """A GET below /repos/OWNER/REPO, or /user."""
        base = f"/repos/{OWNER}/{REPO}"
        if path == "/user":
            return {"id": 1, "login": "desk", "name": "编辑", "email": "", "avatar_url": "", "html_url": ""}
        if path == f"{base}/collaborators/desk":
            return b""
        if path == base:
            return {"permissions": {"push": True}}
        if match := re.fullmatch(rf"{base}/git/trees/([0-9A-Za-z._-]+)", path):
            lines = git(self.root, "ls-tree", "-r", "-l", "-z", match[1]).split("\0")
            rows = [re.split(r"[ \t]+", line, maxsplit=4) for line in lines if line]
            tree = [{"type": kind, "sha": sha, "size": int(size), "path": name} for _, kind, sha, size, name in rows]
            return {"tree": tree, "truncated": False}
        if match := re.fullmatch(rf"{base}/git/blobs/([0-9a-f]{{40}})", path):
            done = subprocess.run(["git", "cat-file", "blob", match[1]], cwd=self.root, capture_output=True, check=True)
            return done.stdout
        return None

    def graphql(self, query: str, variables: dict[str, Any]) -> Any:
        """The queries by which the head is asked for and files are read, and the one mutation that commits."""
        if "createCommitOnBranch" in query:
            return {"createCommitOnBranch": {"commit": self._commit(query, variables["input"])}}
        branch = variables.get("branch", "main")
        if "refUpdateRule" in query:
            return {"repository": {"ref": {"refUpdateRule": None}}}
        if "defaultBranchRef" in query:
            return {"repository": {"defaultBranchRef": {"name": "main"}}}
        if "history(first: 1) {" in query or "Commit { oid }" in query:
            head = git(self.root, "rev-parse", branch).strip()
            history = {"nodes": [{"oid": head, "message": "x"}]}
            return {"repository": {"ref": {"target": {"oid": head, "history": history}}}}
        found: dict[str, Any] = {
            alias: {"text": git(self.root, "cat-file", "blob", oid)}
            for alias, oid in _OBJECT.findall(query)
            if "on Blob" in query
        }
        author = {"name": "Editor", "email": "editor@example.org", "avatarUrl": "", "user": None}
        node = {"oid": "0" * 40, "author": author, "committedDate": "2025-04-18T00:00:00Z"}
        for alias, _ in _HISTORY.findall(query):
            found[alias] = {"target": {"history": {"nodes": [node]}}}
        return {"repository": found} if found else None

    def _commit(self, query: str, wanted: dict[str, Any]) -> dict[str, Any]:
        branch = wanted["branch"]["branchName"]
        assert git(self.root, "rev-parse", branch).strip() == wanted["expectedHeadOid"]
        for addition in wanted["fileChanges"]["additions"]:
            file = self.root / addition["path"]
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(base64.b64decode(addition["contents"]))
        for deletion in wanted["fileChanges"]["deletions"]:
            (self.root / deletion["path"]).unlink()
        git(self.root, "add", "--all")
        git(self.root, "commit", "--quiet", "--message", wanted["message"]["headline"])
        answer: dict[str, Any] = {
            "oid": git(self.root, "rev-parse", "HEAD").strip(),
            "committedDate": "2025-04-19T00:00:00Z",
        }
        for alias, path in _FILE.findall(query):
            answer[alias] = {"oid": git(self.root, "rev-parse", f"HEAD:{json.loads(chr(34) + path + chr(34))}").strip()}
        return answer


@contextmanager
def hosted(root: Path) -> Iterator[GitHubStub]:
    """The files in `root` as a repository on main, served."""
    git(root, "init", "--quiet", "--initial-branch=main")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "an edition")
    server = GitHubStub(root)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def signed_in(page: Page, query: str) -> None:
    """Someone who signed in at /admin/ with a token and has an edition's items before them."""
    page.goto(f"/admin/{query}")
    page.get_by_role("button", name="使用访问令牌登录").click()
    page.get_by_role("textbox").last.fill(TOKEN)
    page.get_by_role("button", name="登录", exact=True).click()
    page.get_by_text("01-01 ").first.wait_for()


class _Handler(BaseHTTPRequestHandler):
    server: GitHubStub
    protocol_version = "HTTP/1.1"

    def do_OPTIONS(self) -> None:
        self._send(HTTPStatus.NO_CONTENT, b"", "")

    def do_GET(self) -> None:
        path = urlsplit(self.path).path.removeprefix("/api/v3")
        self.server.calls.append(f"GET {path}")
        self._answer(self.server.rest(path), path)

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        query = " ".join(body["query"].split())
        self.server.calls.append(f"POST {query[:80]}")
        data = self.server.graphql(query, body.get("variables", {}))
        self._answer(None if data is None else {"data": data}, query)

    def _answer(self, value: Any, asked: str) -> None:
        if self.headers.get("Authorization", "").split(" ")[-1] != TOKEN:
            self._send(HTTPStatus.UNAUTHORIZED, b"{}", "application/json")
        elif value is None:
            self.server.refused.append(asked)
            self._send(HTTPStatus.NOT_FOUND, b"{}", "application/json")
        elif isinstance(value, bytes):
            self._send(HTTPStatus.OK, value, "application/octet-stream")
        else:
            self._send(HTTPStatus.OK, json.dumps(value).encode(), "application/json")

    def _send(self, status: HTTPStatus, data: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Access-Control-Allow-Origin", "*")
        self.send_header("Access-Control-Allow-Headers", "*, Authorization")
        self.send_header("Access-Control-Allow-Methods", "GET, POST, OPTIONS")
        if kind:
            self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        pass
