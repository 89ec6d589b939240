"""The first day on GitHub by the ten lines of docs/first-day.md, literally: from the template to the first edition.

GitHub is a bare repository at the address that the lines name; its workflows' steps are run as they are written. What a
person clicks there (Pages' source, the permission) is what `doctor` asks for.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.github_stub import git
from tests.test_docs import RAW, commands
from tests.test_workflows import Runner, jobs

ROOT = Path(__file__).parent.parent
pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform == "win32", reason="the lines are for a POSIX shell")]


class Host(Runner):
    """The repository on GitHub, made from the template, and its workflows run in a clone that is new each time."""

    def __init__(self, root: Path) -> None:
        root.mkdir()
        super().__init__(root)
        insteadof = {
            "https://x-access-token:t0ken@github.com/desk/paper.git": f"url.file://{self.host}.insteadOf",
            "https://github.com/desk/paper.git": f"url.file://{self.host}.insteadOf",
        }
        self.env |= {"GIT_CONFIG_COUNT": str(len(insteadof) + 2), "HOME": str(root)}
        for number, (address, key) in enumerate(insteadof.items()):
            self.env |= {f"GIT_CONFIG_KEY_{number}": key, f"GIT_CONFIG_VALUE_{number}": address}
        for number, (key, value) in enumerate([("user.name", "Desk"), ("user.email", "d@example.org")], len(insteadof)):
            self.env |= {f"GIT_CONFIG_KEY_{number}": key, f"GIT_CONFIG_VALUE_{number}": value}

    def from_template(self) -> None:
        """`Use this template`: the project's files as one commit on main."""
        seed = self.root.parent / "seed"
        tracked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
        for name in filter(None, tracked.split("\0")):
            if not name.startswith(("tests/", "benchmarks/")):  # which the day does not need
                (seed / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(ROOT / name, seed / name, follow_symlinks=False)
        git(seed, "init", "--quiet", "--initial-branch=main")
        git(seed, "add", "--all")
        git(seed, "commit", "--quiet", "--message", "Initial commit")
        subprocess.run(["git", "clone", "--quiet", "--bare", str(seed), str(self.host)], check=True)

    def on_push(self, workflow: str, job: str, branch: str) -> None:
        """A workflow's job on a fresh checkout of a branch."""
        shutil.rmtree(self.root / "work", ignore_errors=True)
        work = self.root / "work"
        subprocess.run(["git", "clone", "--quiet", "--branch", branch, str(self.host), str(work)], check=True)
        git(work, "fetch", "--quiet", "origin", "main:refs/remotes/origin/main")
        (work / ".venv").symlink_to(ROOT / ".venv")
        here, self.root = self.root, work
        try:
            self.run(jobs(workflow)[job])
        finally:
            self.root = here


def blocks(name: str) -> list[list[str]]:
    text = (ROOT / "docs" / name).read_text("utf-8")
    return [block.splitlines() for block in re.findall(r"^```sh\n(.*?)^```", text, re.M | re.S)]


def typed(lines: list[str], folder: Path, env: dict[str, str]) -> str:
    """What a shell says to the lines, one after the other, in a folder."""
    script = "\n".join(["set -e", *lines])
    done = subprocess.run(["bash", "-c", script], cwd=folder, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_from_the_template_to_the_first_published_edition(tmp_path: Path) -> None:
    assert len(commands("first-day.md")) == sum(map(len, blocks("first-day.md")))
    host = Host(tmp_path / "github")
    host.from_template()
    desk = tmp_path / "desk"
    desk.mkdir()
    setup, edition = blocks("first-day.md")

    assert setup[:3] == ["git clone https://github.com/desk/paper.git", "cd paper", "make env"]
    env = host.env | {"LC_ALL": "C.UTF-8"}
    typed(setup[:1], desk, env)
    paper = desk / "paper"
    (paper / ".venv").mkdir()  # what `make env` makes
    (paper / ".venv/bin").symlink_to(ROOT / ".venv/bin")
    said = typed(setup[3:], paper, env)
    assert "✓ the remote is https://github.com/desk/paper" in said
    assert "✓ the paper is 江报" in said
    assert "https://desk.github.io/paper/" in said
    assert "https://github.com/desk/paper/settings/pages" in said
    assert "tick “Allow GitHub Actions to create and approve pull requests”" in said
    assert "✗" not in said

    host.values |= {"steps.pages.outputs.base_url": "https://desk.github.io/paper", "github.ref_name": "main"}
    host.on_push("publish.yml", "build", "main")  # an empty paper is published too
    assert (host.root / "work/output/index.html").exists()

    (desk / "01-要闻.txt").write_text(RAW, "utf-8")
    typed(edition, paper, env)
    host.values["github.ref_name"] = "2025-04-20"
    host.on_push("convert.yml", "convert", "2025-04-20")
    assert "pr create --head 2025-04-20 --title 待编辑：2025-04-20" in host.log.read_text("utf-8")
    host.on_push("preview.yml", "preview", "2025-04-20")
    preview = (host.root / "work/preview.html").read_text("utf-8").replace("<wbr>", "")
    assert "谷雨前后采春茶" in preview

    before = git(host.host, "rev-parse", "main").strip()
    git(host.host, "update-ref", "refs/heads/main", "2025-04-20")  # Merge pull request
    host.values |= {"github.ref_name": "main", "github.event.before": before}
    host.on_push("publish.yml", "build", "main")
    html = (host.root / "work/output/2025/04/20/01/01/index.html").read_text("utf-8").replace("<wbr>", "")
    assert "谷雨前后采春茶" in html
    assert '<link rel="canonical" href="https://desk.github.io/paper/2025/04/20/01/01/">' in html
    assert (host.root / "work/output/admin/index.html").exists()  # the form editor, where --editor named the repository
