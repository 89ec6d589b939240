"""What is wrong with an edition's files together: EDITION_CHECKS, an ordered table of functions that give findings."""

from __future__ import annotations

import datetime as dt
import difflib
import re
from collections import defaultdict
from collections.abc import Callable, Iterator

from scripts.edition import editionfile
from scripts.edition.areachecks import areas
from scripts.edition.catalogue import catalogue, finding
from scripts.edition.content import EditionFiles, ItemFile
from scripts.edition.finding import Finding
from scripts.edition.itemchecks import SHORT, at
from scripts.edition.label import Label, LabelError
from scripts.edition.pagefile import SUFFIX as PAGE_FILE
from scripts.edition.picturechecks import IMAGES
from scripts.edition.printed import disagreements
from scripts.edition.sizechecks import crowded_pages
from scripts.edition.urls import item_file

SYSTEM_FILES = ("thumbs.db", "desktop.ini")
"""What Windows leaves in folders; hidden files and those of open documents are passed over, too."""

AHEAD = 60
"""Days by which an edition may be ahead of today: papers lay out supplements weeks before they appear."""
FIRST_PAPERS = 1605
"""The year of the first printed newspaper (Strasbourg): no folder has an earlier one but by a slip."""


def far_ahead(files: EditionFiles) -> Iterator[Finding]:
    """An edition months ahead of today is most likely a slip in its folder's name; it would be the front page."""
    if (files.date - dt.date.today()).days > AHEAD or files.date.year < FIRST_PAPERS:
        yield finding("date-unlikely", files.path, date=files.date)


def edition_file(files: EditionFiles) -> Iterator[Finding]:
    """edition.yml must be there and agree with its folder; each page should have a name."""
    path = f"{files.path}/{editionfile.NAME}"
    if files.about is None:
        yield finding("edition-missing", path)
        return
    if files.about.date and files.about.date != files.date:
        yield finding("date-disagrees", path, 1, "date", case="folder", written=files.about.date, by_path=files.date)
    for page in files.about.pages:
        if not page.name:
            yield finding("page-name-missing", path, field="name", page=page.number)


def accepted_names(files: EditionFiles) -> Iterator[Finding]:
    """What is accepted must be a warning's code, of an item that there is: a slip there would accept nothing."""
    items = {file.name.removesuffix(".md") for file in files.items}
    codes = sorted(code for code, entry in catalogue().items() if entry.station in ("check", "common"))
    for name in files.about.accepted if files.about else ():
        item, _, code = name.rpartition(" ")
        if code in codes and (not item or item in items):
            continue
        close = difflib.get_close_matches(code, codes, 1, 0.6)
        path = f"{files.path}/{editionfile.NAME}"
        if close and (not item or item in items):
            meant = f"{item} {close[0]}".strip()
            yield finding("accepted-unknown", path, field="accepted", case="close", name=name, meant=meant)
        else:
            yield finding("accepted-unknown", path, field="accepted", name=name)


def printed_places(files: EditionFiles) -> Iterator[Finding]:
    """Pages whose furniture prints another date or label than they have here."""
    pages = files.about.pages if files.about else ()
    yield from disagreements(pages, files.date, f"{files.path}/{editionfile.NAME}")


def other_files(files: EditionFiles) -> Iterator[Finding]:
    """What lies in the folder and will not be published."""
    for name in files.others:
        path = f"{files.path}/{name}"
        if name.startswith((".", "~$")) or name.lower() in SYSTEM_FILES:
            continue
        if name.endswith(".new"):
            yield finding("conversion-waits", path, item=name[:-4])
        elif right := _item_name(name):
            there = right in {file.name for file in files.items}
            if there and right.lower() == name.lower():
                yield finding("name-case", path, right=right)
            elif there:
                yield finding("name-unknown", path, case="there", right=right)
            else:
                yield finding("name-unknown", path, case="rename", right=right)
        elif name.lower().endswith((".md", ".md.txt", ".markdown")):
            yield finding("name-unknown", path)
        elif name.lower() in ("edition.yaml", "edition.yml", "edition.yml.txt"):
            yield finding("name-unknown", path, case="edition")
        elif name != IMAGES and not name.endswith(PAGE_FILE):
            yield finding("file-unknown", path)


_LIKE_AN_ITEM = re.compile(r"([A-Za-z]{0,2}[0-9]{1,3})-([0-9]{1,3})\.md", re.IGNORECASE)


def _item_name(name: str) -> str:
    """The name that an item's file should have whose label is in small letters or lacks its zero, else ""."""
    match = _LIKE_AN_ITEM.fullmatch(name)
    try:
        return item_file(Label.parse(match[1]), int(match[2])) if match and int(match[2]) else ""
    except LabelError:
        return ""


def unlisted_pages(files: EditionFiles) -> Iterator[Finding]:
    """A page that has items and is not in edition.yml would stand there without a name."""
    listed = {page.number for page in files.about.pages} if files.about else set()
    for number in sorted({file.place[0] for file in files.items} - listed) if listed else ():
        yield finding("page-unlisted", f"{files.path}/{editionfile.NAME}", field="pages", page=number)


def missing_pages(files: EditionFiles) -> Iterator[Finding]:
    """A gap in a section's numbers, or a page without items."""
    numbers = {file.place[0] for file in files.items}
    named = {page.number for page in files.about.pages} if files.about else set()
    path = f"{files.path}/{editionfile.NAME}"
    last: dict[str, int] = {}
    for label in numbers | named:
        last[label.letters] = max(label.number, last.get(label.letters, 0))
    expected = {Label(number, letters) for letters, most in last.items() for number in range(1, most + 1)}
    for number in sorted(expected - numbers):
        if not files.rules.is_online(number):
            continue
        yield finding("page-missing", path, field="pages", page=number)


def jumps(files: EditionFiles) -> Iterator[Finding]:
    """A jump must lead to a page of this edition, where an item should say that it comes from here."""
    pages = {file.place[0] for file in files.items}
    items = [file.item for file in files.items if file.item and file.item.kind != "refer"]
    links = {
        "jump_to": {(item.jump_from, item.page) for item in items},  # what other pages say they come from
        "jump_from": {(item.jump_to, item.page) for item in items},
    }
    for file in files.items:
        for field, matching in links.items():
            other = getattr(file.item, field, None)
            if file.item is None or other is None:
                continue
            if other not in pages:
                case = "" if not files.rules.online else "partial" if files.rules.is_online(other) else "offline"
                yield at(file, field, "jump-dangling", case=case, key=field, page=other)
            elif file.item.kind != "refer" and (file.item.page, other) not in matching:
                yield at(file, field, "jump-unmatched", key=field, other=other, page=file.item.page)


def belongings(files: EditionFiles) -> Iterator[Finding]:
    """What a photo belongs to, and the lead that an editor chose, are items of this edition."""
    names = {file.name.removesuffix(".md") for file in files.items}
    for file in files.items:
        if file.item and file.item.belongs_to and file.item.belongs_to not in names:
            yield at(file, "belongs_to", "belongs-nowhere", key="belongs_to", item=file.item.belongs_to)
    if files.about and files.about.lead and files.about.lead not in names:
        path = f"{files.path}/{editionfile.NAME}"
        yield finding("belongs-nowhere", path, None, "lead", key="lead", item=files.about.lead)


def same_text(files: EditionFiles) -> Iterator[Finding]:
    """The same text in two items of an edition."""
    by_text: dict[str, list[ItemFile]] = defaultdict(list)
    for file in files.items:
        body = "".join(file.item.body.split()) if file.item else ""
        if len(body) > SHORT:
            by_text[body].append(file)
    for first, *copies in by_text.values():
        for file in copies:
            yield at(file, "", "text-twice", file.body_line, other=first.name)


EditionCheck = Callable[[EditionFiles], Iterator[Finding]]

EDITION_CHECKS: tuple[EditionCheck, ...] = (
    far_ahead,
    edition_file,
    accepted_names,
    printed_places,
    other_files,
    unlisted_pages,
    missing_pages,
    crowded_pages,
    jumps,
    belongings,
    areas,
    same_text,
)
