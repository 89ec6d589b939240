"""Corrections from git's history: what was changed in an item after it was published, when, and in which words.

Published is what reached the branch that is built (its first-parent history): an item is there from the commit that
brought it, and each later commit that changes what a reader sees of it is a correction of that day. A change made
before the edition's own date is none, because the edition had not appeared. An editor's own words win: those of a
`corrections` entry in the same commit, or of a line `Correction: …` at the end of its message; `Correction: none` says
that the commit corrects nothing (a converter's renewal, say).
"""

from __future__ import annotations

import datetime as dt
import json
import re
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from zoneinfo import ZoneInfo

from scripts.edition import frontmatter
from scripts.edition.catalogue import Bilingual, finding, words
from scripts.edition.finding import Finding
from scripts.edition.label import Label
from scripts.edition.model import Correction, Edition, Item
from scripts.edition.urls import ItemPlace, date_of, place_of
from scripts.press.items.changes import correction_text

Corrections = Mapping[ItemPlace, tuple[Correction, ...]]
History = Mapping[dt.date, Corrections]
"""By edition, by place, oldest first."""

NOTHING = re.compile(r"(?i)(none|no|无|無)\.?$")
_FORMAT = "%x01%H%x00%P%x00%cI%x00%(trailers:key=Correction,valueonly,separator=%x1f)%x00"
_CHANGE = re.compile(r"\n?:\d+ \d+ ([0-9a-f]+) ([0-9a-f]+) ([AM])")
BATCH = 400
"""Versions of items held at once."""


@dataclass(frozen=True, slots=True)
class CommittedChange:
    """One item's file in one commit: versions before ("" for a new file) and after, and what the message says."""

    date: dt.date
    place: ItemPlace
    path: str
    old: str
    new: str
    commit: str
    parents: tuple[str, ...]
    day: dt.date
    words: tuple[str, ...]


class HistoryError(Exception):
    """Why the history cannot be read."""

    def __init__(self, reason: Bilingual) -> None:
        super().__init__(reason)
        self.reason = reason


def read(content: Path, zone: str, traditional: bool, kept: str = "", key: str = "") -> tuple[History, str]:
    """All corrections, and what to keep for the next time, when only newer commits are read. Raises HistoryError.

    `key` stands for all that the wording depends on: what was kept under another is not used.
    """
    root, prefix, head = _repository(content)
    corrections, since = _kept(kept, key)
    if since != head:
        if since and _git(root, "merge-base", "--is-ancestor", since, head).returncode:
            corrections, since = {}, ""
        _add(corrections, root, prefix, f"{since}..{head}" if since else head, ZoneInfo(zone), traditional)
    history: dict[dt.date, dict[ItemPlace, tuple[Correction, ...]]] = {}
    for (date, place), texts in sorted(corrections.items()):
        history.setdefault(date, {})[place] = tuple(texts)
    rows = [
        [date.isoformat(), place[0].value, place[1], [[c.date.isoformat(), c.text] for c in texts]]
        for date, places in history.items()
        for place, texts in places.items()
    ]
    return history, json.dumps({"head": head, "key": key, "items": rows}, ensure_ascii=False)


def corrected(edition: Edition, corrections: Corrections) -> Edition:
    """An edition with these corrections beside those of its front matter, in order of their days."""
    if not corrections:
        return edition
    items = tuple(
        replace(item, corrections=tuple(sorted((*item.corrections, *more), key=lambda c: c.date)))
        if (more := corrections.get((item.page, item.order)))
        else item
        for item in edition.items
    )
    return replace(edition, items=items)


def missing(error: HistoryError) -> Finding:
    """The history could not be read: nothing must be published that lost its corrections."""
    return finding("history-missing", "pelicanconf.py", field="CORRECTIONS", reason=error.reason)


def _repository(content: Path) -> tuple[Path, str, str]:
    asked = ("--show-toplevel", "--show-prefix", "--is-shallow-repository", "HEAD")
    try:
        done = _git(content, "rev-parse", *asked)
    except FileNotFoundError:
        raise HistoryError(words("no-git")) from None
    lines = done.stdout.splitlines()
    if done.returncode or len(lines) != 4:
        raise HistoryError(words("no-repository"))
    root, prefix, shallow, head = lines
    if shallow == "true":
        raise HistoryError(words("shallow"))
    return Path(root), prefix, head


FoundCorrections = dict[tuple[dt.date, ItemPlace], list[Correction]]


def _kept(kept: str, key: str) -> tuple[FoundCorrections, str]:
    """The corrections kept by an earlier build and their last commit; ({}, "") where they cannot be read or used."""
    try:
        data = json.loads(kept)
        if data["key"] != key:
            return {}, ""
        corrections = {
            (dt.date.fromisoformat(date), (Label.of(page), order)): [
                Correction(dt.date.fromisoformat(d), t) for d, t in rows
            ]
            for date, page, order, rows in data["items"]
        }
        return corrections, str(data["head"])
    except (ValueError, KeyError, TypeError):
        return {}, ""


def _add(
    corrections: FoundCorrections, root: Path, prefix: str, commits: str, zone: ZoneInfo, traditional: bool
) -> None:
    waiting: list[CommittedChange] = []

    def settle() -> None:
        blobs = _blobs(root, [blob for change in waiting if change.old for blob in (change.old, change.new)])
        for change in waiting:
            if not change.old:  # a new file: what stood at its address before was another item
                corrections.pop((change.date, change.place), None)
            elif text := _words(root, change, blobs, traditional):
                corrections.setdefault((change.date, change.place), []).append(Correction(change.day, text))
        waiting.clear()

    for change in _log(root, prefix, commits, zone):
        if not change.old or change.day >= change.date:
            waiting.append(change)
        if len(waiting) >= BATCH:
            settle()
    settle()


def _log(root: Path, prefix: str, commits: str, zone: ZoneInfo) -> Iterator[CommittedChange]:
    done = _git(
        root, "log", "--first-parent", "--diff-merges=first-parent", "--reverse", "--raw", "-z", "--no-abbrev",
        "--no-renames", "--diff-filter=AM", f"--format={_FORMAT}", commits, "--", f":(top){prefix or '.'}",
    )  # fmt: skip
    for block in done.stdout.split("\x01")[1:]:
        commit, parents, when, trailers, *rest = block.split("\0")
        day = dt.datetime.fromisoformat(when).astimezone(zone).date()
        words = tuple(word.strip() for word in trailers.split("\x1f") if word.strip())
        parts = [part for part in rest if part.strip()]
        for head, path in zip(parts[::2], parts[1::2], strict=True):
            match = _CHANGE.fullmatch(head)
            folder, _, name = path.removeprefix(prefix).rpartition("/")
            date, place = date_of(Path(folder)), place_of(name)
            if match and date and place and len(Path(folder).parts) == 3:
                old = "" if match[3] == "A" else match[1]
                yield CommittedChange(date, place, path, old, match[2], commit, tuple(parents.split()), day, words)


def _words(root: Path, change: CommittedChange, blobs: Mapping[str, str], traditional: bool) -> str:
    old, new = (_item(blobs.get(blob, ""), change) for blob in (change.old, change.new))
    if old is None or new is None or old.corrections != new.corrections:
        return ""
    text = correction_text(old, new, traditional)
    if not text:
        return ""
    given = change.words or (_merged(root, change) if len(change.parents) > 1 else ())
    if any(NOTHING.match(word) for word in given):
        return ""
    return "；".join(dict.fromkeys(given)) or text


def _merged(root: Path, change: CommittedChange) -> tuple[str, ...]:
    """The corrections in the messages of the commits that a merge brought to this file."""
    form = "--format=%(trailers:key=Correction,valueonly,separator=%x1f)%x1f"
    merged = [f"{change.parents[0]}..{parent}" for parent in change.parents[1:]]
    done = _git(root, "log", "--reverse", form, *merged, "--", f":(top){change.path}")
    return tuple(word.strip() for word in done.stdout.split("\x1f") if word.strip())


def _item(text: str, change: CommittedChange) -> Item | None:
    return frontmatter.parse(text, "", (change.date, *change.place)).item if text else None


def _blobs(root: Path, names: Sequence[str]) -> dict[str, str]:
    """The texts of blobs, read in one process."""
    wanted = list(dict.fromkeys(names))
    if not wanted:
        return {}
    asked = "".join(f"{name}\n" for name in wanted).encode()
    done = subprocess.run(["git", "cat-file", "--batch"], cwd=root, input=asked, capture_output=True, check=False)
    texts, at = {}, 0
    for name in wanted:
        end = done.stdout.index(b"\n", at)
        head = done.stdout[at:end].split()
        at = end + 1
        if len(head) == 3:
            size = int(head[2])
            texts[name] = done.stdout[at : at + size].decode("utf-8", errors="replace")
            at += size + 1
    return texts


def _git(folder: Path, *args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["git", "-c", "core.quotePath=false", "-c", "log.showSignature=false", *args],
        cwd=folder, capture_output=True, text=True, encoding="utf-8", errors="surrogateescape", check=False,
    )  # fmt: skip
