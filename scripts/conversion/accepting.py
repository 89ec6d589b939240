"""What an editor types, or follows, once a page has been looked at: the report is a static page and changes nothing."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote

from scripts.edition.catalogue import words
from scripts.edition.finding import Finding, Language
from scripts.edition.reviews import what_to_look_at

PROGRAM = ".venv/bin/python -m scripts"
ACCEPT = f"{PROGRAM} accept"
WORKFLOW = "accept.yml"


@dataclass(frozen=True, slots=True)
class Accepting:
    """A command that accepts `count` entries; `label` says which."""

    label: str
    count: int
    command: str


@dataclass(frozen=True, slots=True)
class Online:
    """The repository on its host, where the report is read there: its address and the branch."""

    repository: str = ""
    branch: str = ""

    def edit(self, path: str) -> str:
        """The address at which a file is edited in the browser, or "" if there is none."""
        return f"{self.repository}/edit/{quote(self.branch)}/{quote(path)}" if self.repository else ""

    @property
    def accept(self) -> str:
        """The address at which the command is run in the browser, or ""."""
        return f"{self.repository}/actions/workflows/{WORKFLOW}" if self.repository else ""


def of_item(date: dt.date, file: str, kind: str = "") -> str:
    """`… accept 2025-04-20 01-03`; of one kind, or a warning of check, `… accept 2025-04-20 01-03:short`."""
    return f"{ACCEPT} {date.isoformat()} {words_of(file, kind)}"


def words_of(file: str, kind: str = "") -> str:
    """What chooses an item, or one kind of entry or warning of it, after the edition's date: `01-03:short`."""
    name = file.rpartition("/")[2].removesuffix(".md")
    return f"{name}:{kind}" if kind else name


def of_warning(date: dt.date, warning: Finding) -> str:
    """The command that accepts a warning of check: `… 2025-04-20 01-03:alt-missing`, `… 2025-04-20:page-missing`."""
    if warning.path.endswith(".md"):
        return of_item(date, warning.path, warning.code)
    return f"{ACCEPT} {date.isoformat()}:{warning.code}"


def of_page(date: dt.date, label: str, codes: Iterable[str], language: Language) -> tuple[Accepting, ...]:
    """All of a page, and each kind where there are several."""
    return _accepting(f"{ACCEPT} {date.isoformat()} --page {label}", "page", codes, "", language)


def of_edition(date: dt.date, codes: Iterable[str], language: Language) -> tuple[Accepting, ...]:
    """All of an edition, and each kind where there are several."""
    return _accepting(f"{ACCEPT} {date.isoformat()}", "edition", codes, " --all", language)


def _accepting(
    command: str, whole: str, codes: Iterable[str], everything: str, language: Language
) -> tuple[Accepting, ...]:
    count = Counter(codes)
    kinds = sorted(count.items(), key=lambda pair: (-pair[1], pair[0])) if len(count) > 1 else []
    commands = (
        [Accepting(words(f"report-whole-{whole}").within(language), count.total(), command + everything)]
        if count
        else []
    )
    commands += [
        Accepting(what_to_look_at(code).within(language).rstrip("。."), number, f"{command} --kind {code}")
        for code, number in kinds
    ]
    return tuple(commands)
