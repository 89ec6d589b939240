"""What git says of a paper's folder: whether it is a repository, has a remote, and has been pushed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scripts.publishing.patient import CheckResult, Patient


def repository(patient: Patient) -> Iterator[CheckResult]:
    """Whether there is git, the folder is in a repository, and git knows who commits."""
    if patient.run(["git", "--version"]) is None:
        yield CheckResult(
            "wrong",
            ("git is not installed", "没有安装 git"),
            ("install it: https://git-scm.com/downloads", "请安装：https://git-scm.com/downloads"),
        )
        return
    if patient.git("rev-parse", "--show-toplevel") is None:
        yield CheckResult(
            "wrong",
            ("this folder is in no git repository", "这个文件夹不在 git 仓库里"),
            ("clone your repository, and work in the clone", "请克隆您的仓库，在克隆出的文件夹里工作"),
        )
        return
    yield CheckResult("good", ("a git repository", "在 git 仓库里"))
    if not patient.git("config", "user.email") or not patient.git("config", "user.name"):
        yield CheckResult(
            "wrong",
            ("git does not know who you are", "git 不知道您是谁"),
            (
                'git config --global user.name "NAME"; git config --global user.email ADDRESS',
                'git config --global user.name "姓名"; git config --global user.email 邮箱',
            ),
        )


def remote(patient: Patient) -> Iterator[CheckResult]:
    """Where `origin` is."""
    if patient.git("rev-parse", "--show-toplevel") is None:
        return
    url = patient.git("remote", "get-url", "origin")
    if not url:
        yield CheckResult(
            "wrong",
            ("no remote repository", "没有远程仓库"),
            (
                "make one on GitHub, then: git remote add origin https://github.com/NAME/PAPER.git",
                "先在 GitHub 上建仓库，然后：git remote add origin https://github.com/账号/仓库.git",
            ),
            "https://github.com/new",
        )
        return
    if not patient.online:
        yield CheckResult(
            "good",
            (
                f"the remote is {_plain(url)}, not on GitHub: see `publish`",
                f"远程仓库是 {_plain(url)}，不在 GitHub：见 publish 命令",
            ),
        )
        return
    yield CheckResult("good", (f"the remote is {patient.online}", f"远程仓库是 {patient.online}"))


def _plain(url: str) -> str:
    """A remote's address without the password that it may contain."""
    return re.sub(r"//[^@/]+@", "//", url)


def pushed(patient: Patient) -> Iterator[CheckResult]:
    """Whether the branch is the one that workflows publish, and all of it is on the host."""
    branch = patient.git("symbolic-ref", "--short", "HEAD")
    if branch is None:
        return
    head = patient.git("symbolic-ref", "--short", "refs/remotes/origin/HEAD") or "origin/main"
    if head != "origin/main":
        yield CheckResult(
            "wrong",
            (f"the repository's own branch is {head}", f"仓库的默认分支是 {head}"),
            ("the workflows publish main: rename it", "工作流发布的是 main：请改名"),
            f"{patient.online}/settings" if patient.online else "",
        )
    if patient.git("rev-parse", "--verify", "--quiet", "HEAD") is None:
        return
    if left := patient.git("status", "--porcelain", "--", "content", "raw", "pelicanconf.py", "publishconf.py"):
        count = len(left.splitlines())
        yield CheckResult(
            "wrong",
            (f"{count} files are not committed", f"有 {count} 个文件没有提交"),
            ("git add --all && git commit, then git push", "git add --all && git commit，然后 git push"),
        )
    ahead = patient.git("rev-list", "--count", f"origin/{branch}..HEAD")
    if ahead is None and patient.remote:
        yield CheckResult(
            "wrong",
            (f"{branch} has never been pushed", f"{branch} 还没有推送过"),
            (f"git push --set-upstream origin {branch}", f"git push --set-upstream origin {branch}"),
        )
    elif ahead and ahead != "0":
        yield CheckResult(
            "wrong", (f"{ahead} commits are not pushed", f"有 {ahead} 次提交没有推送"), ("git push", "git push")
        )
    elif ahead:
        yield CheckResult("good", (f"{branch} is as it is on the host", f"{branch} 与远程一致"))
