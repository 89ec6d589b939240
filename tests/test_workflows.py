"""The workflows hold no more than they need, and their steps do what they say: run here, as far as a machine can."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.github_stub import git
from tests.pdfs import write_pdf
from tests.test_docs import RAW

ROOT = Path(__file__).parent.parent
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
BRANCH = "2025-04-20"
GH = """#!/bin/sh
echo "$@" >> "$GH_LOG"
[ "$1 $2" != "pr view" ]
"""


def jobs(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((ROOT / ".github/workflows" / name).read_text("utf-8"))
    found: dict[str, Any] = loaded["jobs"]
    return found


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_actions_are_pinned_and_rights_are_few(path: Path) -> None:
    text = path.read_text("utf-8")
    used = re.findall(r"uses: (\S+)(.*)", text)
    assert used
    for action, comment in used:
        assert re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", action), action
        assert re.fullmatch(r" # v\d+\.\d+\.\d+", comment), action
    assert yaml.safe_load(text)["permissions"] == {"contents": "read"}
    for job in yaml.safe_load(text)["jobs"].values():
        assert job["timeout-minutes"]
        for step in job["steps"]:
            assert "${{" not in step.get("run", ""), "what others wrote must not become part of a script"
            if step.get("uses", "").startswith("actions/checkout"):
                assert step["with"]["persist-credentials"] is False


def test_a_judge_of_workflows_has_nothing_to_say() -> None:
    command = [
        str(Path(sys.executable).parent / "zizmor"),
        "--offline",
        "--no-progress",
        "--persona=pedantic",
        ".github",
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "No findings" in done.stdout + done.stderr


class Runner:
    """Runs the steps of a job that are commands, in a copy of the project with a repository beside it."""

    def __init__(self, root: Path) -> None:
        self.root, self.summary, self.log = root / "project", root / "summary.md", root / "gh.log"
        self.host = root / "host.git"
        (root / "bin").mkdir()
        (root / "bin/gh").write_text(GH)
        (root / "bin/gh").chmod(0o755)
        (root / "bin/make").write_text("#!/bin/sh\n[ $1 = env ]\n")  # the environment is there already
        (root / "bin/make").chmod(0o755)
        pushed_to = "https://x-access-token:t0ken@github.com/desk/paper.git"
        self.values = {
            "github.token": "t0ken",
            "github.ref_name": BRANCH,
            "github.server_url": "https://github.com",
            "github.event.repository.default_branch": "main",
            "github.repository": "desk/paper",
            "github.run_id": "1",
            "steps.pages.outputs.base_url": "https://paper.example",
            "steps.page.outputs.artifact-url": "https://github.com/desk/paper/artifact",
            "github.event.before": "0" * 40,
            "github.actor": "desk",
            "secrets.READER_API_KEY": "",  # none is set
            "inputs.what": "2025-04-20 --page 1",
        }
        self.env = {
            **os.environ, "PATH": f"{root / 'bin'}:{os.environ['PATH']}", "GH_LOG": str(self.log),
            "GITHUB_STEP_SUMMARY": str(self.summary), "GITHUB_SERVER_URL": "https://github.com",
            "RUNNER_TEMP": str(root), "GITHUB_REPOSITORY": "desk/paper", "GIT_CONFIG_COUNT": "1",
            "GIT_CONFIG_VALUE_0": pushed_to,
            "GIT_CONFIG_KEY_0": f"url.file://{self.host}.insteadOf",
        }  # fmt: skip

    def run(self, job: dict[str, Any]) -> dict[str, subprocess.CompletedProcess[str]]:
        done = {}
        for step in job["steps"]:
            if "run" not in step or "failure" in step.get("if", ""):
                continue
            env = {key: self._value(value) for key, value in step.get("env", {}).items()}
            result = subprocess.run(
                ["bash", "-e", "-o", "pipefail", "-c", step["run"]],
                cwd=self.root, env=self.env | env, capture_output=True, text=True, check=False,
            )  # fmt: skip
            done[step.get("name", step["run"])] = result
            assert result.returncode == 0 or step.get("continue-on-error"), result.stdout + result.stderr
        return done

    def _value(self, text: str) -> str:
        return re.sub(
            r"\$\{\{ (\S+) \}\}",
            lambda m: self.values.get(m[1], "") if m[1].startswith("secrets.") else self.values[m[1]],
            text,
        )


COPIED = ("scripts/", "theme/", "pelicanconf.py", "publishconf.py", "content/", "raw/", ".gitignore")


def replace_in(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def a_day(runner: Runner) -> None:
    """The paper on main, and on a branch the raw text of one edition and the PDF of another."""
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in tracked.split("\0"):
        if name.startswith(COPIED):
            (runner.root / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, runner.root / name)
    (runner.root / ".venv").symlink_to(ROOT / ".venv")
    replace_in(runner.root / "pelicanconf.py", "CMS: dict[str, object] = {}", "CMS = {'repo': 'desk/paper'}")
    replace_in(runner.root / "publishconf.py", "https://example.org", "https://paper.example")
    subprocess.run(["git", "init", "--quiet", "--bare", str(runner.host)], check=True)
    git(runner.root, "init", "--quiet", "--initial-branch=main")
    git(runner.root, "add", "--all")
    git(runner.root, "commit", "--quiet", "--message", "the paper")
    git(runner.root, "update-ref", "refs/remotes/origin/main", "HEAD")
    git(runner.root, "checkout", "--quiet", "-b", BRANCH)
    folder = runner.root / "raw/2025/04"
    (folder / "20").mkdir(parents=True)
    (folder / "20/01-要闻.txt").write_text(RAW, "utf-8")
    (folder / "21").mkdir(parents=True)
    write_pdf(
        folder / "21/A01 版.pdf", [[("渡口换了新船", 100, 700, 24), ("昨天早晨，渡口的新船下水。", 100, 660, 10)]]
    )
    git(runner.root, "add", "--all")
    git(runner.root, "commit", "--quiet", "--message", "raw text of a page")


@pytest.mark.slow
def test_a_day_from_raw_text_to_the_published_site(tmp_path: Path) -> None:
    runner = Runner(tmp_path)
    a_day(runner)
    done = runner.run(jobs("convert.yml")["convert"])
    assert done["Check"].stdout.splitlines()[-1].startswith("已检查 4 期")
    assert (runner.root / "review/index.html").exists()
    changed = git(runner.host, "diff", "--name-only", f"{BRANCH}~1", BRANCH).split()
    assert "content/2025/04/20/01-01.md" in changed
    assert "content/2025/04/21/A01-01.md" in changed
    assert all(name.startswith(("content/2025/04/2", "raw/2025/04/21/")) for name in changed), changed
    assert "title: 谷雨前后采春茶" in git(runner.host, "show", f"{BRANCH}:content/2025/04/20/01-01.md")
    asked = runner.log.read_text("utf-8")
    assert f"pr create --head {BRANCH}" in asked
    assert "https://paper.example/admin/?branch=2025-04-20&date=2025-04-21" in asked
    assert f"workflow run preview.yml --ref {BRANCH}" in asked
    assert "https://github.com/desk/paper/actions/workflows/accept.yml" in asked
    assert "已检查 4 期" in runner.summary.read_text("utf-8")

    item = runner.root / "content/2025/04/20/01-01.md"
    sound = re.sub(r"^review: .*\n", "", item.read_text("utf-8"), flags=re.M)
    item.write_text(sound.replace("kind: article", "kind: article\nreview: [short]"), "utf-8")
    git(runner.root, "commit", "--quiet", "--all", "--message", "a doubt")
    runner.run(jobs("accept.yml")["accept"])  # from the browser, by the words that the report shows
    assert git(runner.host, "show", f"{BRANCH}:content/2025/04/20/01-01.md") == sound
    assert git(runner.host, "log", "-1", "--format=%s", BRANCH).strip() == "desk 已核"
    told = runner.summary.read_text("utf-8").splitlines()[-1]
    assert told.startswith("已核 1 处")
    assert "待核" not in told  # nothing is left open

    git(runner.root, "fetch", "--quiet", str(runner.host), f"{BRANCH}:refs/remotes/origin/{BRANCH}")
    runner.run(jobs("preview.yml")["preview"])
    preview = (runner.root / "preview.html").read_text("utf-8").replace("<wbr>", "")
    assert "谷雨前后采春茶" in preview
    assert "渡口换了新船" in preview  # all editions of the branch
    assert "望潮桥" not in preview  # and none of main's
    assert "[打开预览 Open the preview](https://github.com/desk/paper/artifact)" in runner.summary.read_text("utf-8")
    assert "本期已全部核对" in (runner.root / "output/2025/04/20/index.html").read_text("utf-8")

    runner.run(jobs("publish.yml")["build"])
    html = (runner.root / "output/2025/04/20/01/01/index.html").read_text("utf-8")
    assert '<link rel="canonical" href="https://paper.example/2025/04/20/01/01/">' in html
    assert "待办" not in (runner.root / "output/2025/04/20/index.html").read_text("utf-8")


@pytest.mark.skipif(not shutil.which("bash"), reason="the workflow's steps are bash")
def test_a_release_has_the_changelogs_words_once(tmp_path: Path) -> None:
    step = jobs("release.yml")["release"]["steps"][-1]
    (tmp_path / "pyproject.toml").write_text('[project]\nversion = "1.2.0"\n')
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/gh").write_text(
        '#!/bin/sh\necho "$@" >> gh.log\ncat "$RUNNER_TEMP/notes.md" >> gh.log\ngit tag v1.2.0\n'
    )
    (tmp_path / "bin/gh").chmod(0o755)
    environment = {
        **os.environ, "PATH": f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}", "RUNNER_TEMP": str(tmp_path),
        "GITHUB_SHA": "HEAD", "GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@example.org",
        "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@example.org",
    }  # fmt: skip
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    subprocess.run(["git", "commit", "-q", "--allow-empty", "-m", "x"], cwd=tmp_path, check=True, env=environment)

    def release() -> str:
        command = ["bash", "-eo", "pipefail", "-c", step["run"]]
        done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
        return done.stdout

    (tmp_path / "CHANGELOG.md").write_text("# Changelog\n\n## Unreleased\n\n- later\n")
    assert "nothing is released" in release()
    (tmp_path / "CHANGELOG.md").write_text(
        "# Changelog\n\n## Unreleased\n\n- later\n\n## 1.2.0\n\n- new\n\n## 1.1.0\n\n- old\n"
    )
    release()
    log = (tmp_path / "gh.log").read_text()
    assert log.startswith("release create v1.2.0 --target HEAD --title v1.2.0")
    assert "- new" in log
    assert "- old" not in log
    assert "- later" not in log
    assert "released already" in release()
