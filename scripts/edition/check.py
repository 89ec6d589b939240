"""What is wrong with an edition's files: every finding at once, each with its place and what to do.

Two ordered tables: ITEM_CHECKS look at one file, EDITION_CHECKS at the files together. Both get values and return
findings; only `check_edition` reads, and only the edition's own folder.
"""

from __future__ import annotations

import datetime as dt
import difflib
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt

from scripts.edition import bodychecks, editionfile
from scripts.edition.areachecks import areas
from scripts.edition.bodychecks import addresses
from scripts.edition.catalogue import finding, words
from scripts.edition.content import EditionFiles, ItemFile, ReasonFor, load_files, misplaced
from scripts.edition.finding import Finding
from scripts.edition.frontmatter import BY_NAME
from scripts.edition.label import Label, LabelError
from scripts.edition.linkchecks import leads, picture_of
from scripts.edition.model import UNWRITTEN
from scripts.edition.pagefile import SUFFIX as PAGE_FILE
from scripts.edition.picturechecks import IMAGES, problems
from scripts.edition.printed import disagreements
from scripts.edition.reviews import reviews as review_texts
from scripts.edition.rules import Rules
from scripts.edition.sizechecks import crowded_pages, long_lines, photo_has_picture
from scripts.edition.textchecks import MOST, TEXT_CHECKS
from scripts.edition.urls import item_file
from scripts.edition.yamltext import cuts

SYSTEM_FILES = ("thumbs.db", "desktop.ini")
"""What Windows leaves in folders; hidden files and those of open documents are passed over, too."""

AHEAD = 60
"""Days by which an edition may be ahead of today: papers lay out supplements weeks before they appear."""
FIRST_PAPERS = 1605
"""The year of the first printed newspaper (Strasbourg): no folder has an earlier one but by a slip."""

_HTML = re.compile(r"<[A-Za-z/!?]")
_MARKDOWN = MarkdownIt("commonmark", {"html": True})
_SENTENCE_END = re.compile(r"[。！？…；：”’」』）)》】.!?;:—\d]$")
_TEXT_FIELDS = ("title", "kicker", "deck", "byline", "credit", "image_alt")
_NOT_A_NAME = re.compile(r"记者|記者|通讯员|通訊員|[、，,/／]|[\u3400-\u9fff]\s+[\u3400-\u9fff]{2}")
_SHORT = 20
"""Characters under which two items may well read the same (a small ad's heading) without one being a copy."""


def check_edition(
    content: Path,
    date: dt.date,
    root: Path | None = None,
    rules: Rules = Rules(),  # noqa: B008 - frozen
    reason: ReasonFor = lambda _name, _code: None,
) -> list[Finding]:
    """All findings of one edition, errors first, then by file and line.

    `rules` are the paper's own; `reason` gives what convert said of a review entry, where that is known.
    """
    files = replace(load_files(content, date, root), rules=rules, reason=reason)
    findings = list(files.findings)
    for file in files.items:
        for item_check in ITEM_CHECKS:
            findings += item_check(file, files)
    for edition_check in EDITION_CHECKS:
        findings += edition_check(files)
    return sorted(without_accepted(rules.wanted(findings), files), key=weight)


def without_accepted(findings: Iterable[Finding], files: EditionFiles) -> Iterator[Finding]:
    """The findings without the warnings that somebody has accepted (`accepted` in edition.yml); an error stays."""
    accepted = frozenset(files.about.accepted) if files.about else frozenset()
    return (
        f for f in findings if f.severity == "error" or acceptance(f.path.rpartition("/")[2], f.code) not in accepted
    )


def acceptance(file: str, code: str) -> str:
    """What `accepted` in edition.yml calls a warning: `01-03 photo-without-picture`, a code alone for the edition's."""
    return f"{file.removesuffix('.md')} {code}" if file.endswith(".md") else code


def weight(finding: Finding) -> tuple[int, str, int, str]:
    """Sort key: the weightiest first, then in the order in which one would mend them."""
    return ("error", "warning", "note").index(finding.severity), finding.path, finding.line or 0, finding.code


# ---- one file


def unknown_fields(file: ItemFile, _: EditionFiles) -> Iterator[Finding]:
    """Keys that mean nothing here, mostly slips of the pen."""
    for key in file.item.extra if file.item else ():
        close = difflib.get_close_matches(key, BY_NAME, 1, 0.6)
        hint = words("did-you-mean", key=close[0]) if close else words("delete-it")
        yield _at(file, key, "field-unknown", key=key, hint=hint)


def place_agrees(file: ItemFile, files: EditionFiles) -> Iterator[Finding]:
    """Front matter must say the place that the path says."""
    yield from misplaced(file, files.date)


def has_text(file: ItemFile, _: EditionFiles) -> Iterator[Finding]:
    """An item needs a title, and all but a refer (a headline that points elsewhere) a body or a picture."""
    item = file.item
    if item is None:
        return
    if not item.title and "title" in file.lines:
        yield _at(file, "title", "title-empty")
    if item.body == UNWRITTEN:
        yield _at(file, "", "text-unwritten", file.body_line + _leading(file))
    if not item.body.strip() and item.kind != "refer" and not item.image:
        yield _at(file, "", "text-empty", file.body_line)


def pictures(file: ItemFile, files: EditionFiles) -> Iterator[Finding]:
    """A picture must lie in images/, be one that browsers show, and be described for those who cannot see it."""
    if file.item is None:
        return
    if file.item.image:
        for p in problems(files.folder, file.item.image):
            yield replace(p, path=file.path, line=file.lines.get("image", 1), field="image")
        if not file.item.image_alt:
            captioned = file.item.kind == "photo" and file.item.body.strip() not in ("", UNWRITTEN)
            yield _at(file, "image", "alt-missing", case="caption" if captioned else "")
    for address in addresses(file.item.body):
        if not address.is_picture:
            continue
        line = file.body_line + _leading(file) + address.line
        folder, name = picture_of(address.typed, files.folder, files.date)
        for p in problems(folder, name):
            yield replace(p, path=file.path, line=line)
        if not address.words:
            yield finding("alt-missing", file.path, line, case="body")


def links_lead(file: ItemFile, files: EditionFiles) -> Iterator[Finding]:
    """A link into the site must lead to something that is in content."""
    for address in addresses(file.item.body) if file.item else ():
        if not address.is_picture and not leads(address.typed, files.folder, files.date):
            line = file.body_line + _leading(file) + address.line
            yield _at(file, "", "link-nowhere", line, address=address.typed)


def bodies(file: ItemFile, _: EditionFiles) -> Iterator[Finding]:
    """What of a body is not on the page, or stands there otherwise than it was meant."""
    if file.item is None:
        return
    count: Counter[str] = Counter()
    for seen in (*bodychecks.faults(file.item.body), *bodychecks.spaces(_body_of(file))):
        count[seen.code] += 1
        if count[seen.code] <= MOST:
            yield finding(seen.code, file.path, file.body_line + _leading(file) + seen.line, seen=seen.shown)


def _body_of(file: ItemFile) -> str:
    """The body as it was typed, from its first line that is not blank."""
    return "\n".join(file.text.split("\n")[file.body_line - 1 + _leading(file) :])


def tabs(file: ItemFile, _: EditionFiles) -> Iterator[Finding]:
    """Tabs in front matter are read as spaces here, and by other programs not at all."""
    for number, line in enumerate(file.text.split("\n")[: file.body_line - 1], 1):
        if "\t" in line:
            yield _at(file, "", "tab", number)
            return


def no_html(file: ItemFile, _: EditionFiles) -> Iterator[Finding]:
    """HTML is not passed on to the page: it would be shown as text."""
    if file.item is None or not _HTML.search(file.item.body):
        return
    offset = 0
    for token in _MARKDOWN.parse(file.item.body):
        inner = [child.content for child in token.children or () if child.type == "html_inline"]
        tags = [token.content] if token.type == "html_block" else inner
        line = file.body_line + _leading(file) + (token.map[0] if token.map else offset)
        offset = token.map[0] if token.map else offset
        if tags:
            shown = tags[0].strip().split("\n")[0][:40]
            yield _at(file, "", "html", line, seen=shown)


def names(file: ItemFile, _: EditionFiles) -> Iterator[Finding]:
    """An author is a name alone: whatever else stands there becomes part of the name in lists and feeds."""
    for name in file.item.authors if file.item else ():
        if _NOT_A_NAME.search(name):
            yield _at(file, "authors", "author-odd", name=name)


def reviews(file: ItemFile, files: EditionFiles) -> Iterator[Finding]:
    """What the converter asked a person to look at, and nobody has yet."""
    for code in file.item.review if file.item else ():
        if code in review_texts():
            name = code if code == "title-missing" else "review-open"
            look = files.reason(file.path.rpartition("/")[2], code) or review_texts()[code]
            yield _at(file, "review", name, case="check" if name == code else "", look=look)
        else:  # an editor's own note
            yield _at(file, "review", "review-open", case="other", entry=code)


def texts(file: ItemFile, _: EditionFiles) -> Iterator[Finding]:
    """TEXT_CHECKS over every field and the body."""
    if file.item is None:
        return
    places = [(name, getattr(file.item, name), file.lines.get(name, 1)) for name in _TEXT_FIELDS]
    places.append(("", file.item.body, file.body_line + _leading(file)))
    for field, text, line in places:
        for check in TEXT_CHECKS if text else ():
            for count, (offset, seen) in enumerate(check.find(text)):
                if count == MOST:
                    break
                at = line + text.count("\n", 0, offset)
                yield finding(check.code, file.path, at, field, seen=seen)


def paragraph_breaks(file: ItemFile, _: EditionFiles) -> Iterator[Finding]:
    """A paragraph that stops without an end mark before one that goes on: most likely one sentence, cut in two."""
    if file.item is None or file.item.kind not in ("article", "photo"):
        return
    line, seen = file.body_line + _leading(file), 0
    blocks = re.split(r"(\n{2,})", file.item.body)
    for index in range(0, len(blocks) - 2, 2):
        block, after = blocks[index], blocks[index + 2]
        line += block.count("\n")
        if _runs_on(block, after) and seen < MOST:
            seen += 1
            yield _at(file, "", "paragraph-break", line, end=block[-8:])
        line += blocks[index + 1].count("\n")


def _runs_on(block: str, after: str) -> bool:
    plain = not re.match(r"[#|>\-*\d]", block) and not re.match(r"[#|>\-*\d]", after) and "\\\n" not in block + after
    return plain and len(block) > 60 and not _SENTENCE_END.search(block.rstrip()) and len(after) > _SHORT


def cut_values(file: ItemFile, _: EditionFiles) -> Iterator[Finding]:
    """A value with ` #` in it ends there: the rest is a comment to YAML, and on no page."""
    head = file.text.split("\n")[: file.body_line - 1]
    for cut in cuts("\n".join(head[1:-1])) if len(head) > 2 else ():
        if (field := BY_NAME.get(cut.key)) is None or field.type in ("text", "texts"):
            yield _at(file, cut.key, "value-cut", cut.line + 1, end=cut.value[-12:], rest=cut.rest[:20])


# ---- the files together


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
                yield _at(file, field, "jump-dangling", case=case, key=field, page=other)
            elif file.item.kind != "refer" and (file.item.page, other) not in matching:
                yield _at(file, field, "jump-unmatched", key=field, other=other, page=file.item.page)


def belongings(files: EditionFiles) -> Iterator[Finding]:
    """What a photo belongs to, and the lead that an editor chose, are items of this edition."""
    names = {file.name.removesuffix(".md") for file in files.items}
    for file in files.items:
        if file.item and file.item.belongs_to and file.item.belongs_to not in names:
            yield _at(file, "belongs_to", "belongs-nowhere", key="belongs_to", item=file.item.belongs_to)
    if files.about and files.about.lead and files.about.lead not in names:
        path = f"{files.path}/{editionfile.NAME}"
        yield finding("belongs-nowhere", path, None, "lead", key="lead", item=files.about.lead)


def same_text(files: EditionFiles) -> Iterator[Finding]:
    """The same text in two items of an edition."""
    by_text: dict[str, list[ItemFile]] = defaultdict(list)
    for file in files.items:
        body = "".join(file.item.body.split()) if file.item else ""
        if len(body) > _SHORT:
            by_text[body].append(file)
    for first, *copies in by_text.values():
        for file in copies:
            yield _at(file, "", "text-twice", file.body_line, other=first.name)


ItemCheck = Callable[[ItemFile, EditionFiles], Iterator[Finding]]
EditionCheck = Callable[[EditionFiles], Iterator[Finding]]

ITEM_CHECKS: tuple[ItemCheck, ...] = (
    unknown_fields,
    tabs,
    place_agrees,
    has_text,
    pictures,
    photo_has_picture,
    long_lines,
    no_html,
    names,
    reviews,
    texts,
    cut_values,
    bodies,
    links_lead,
    paragraph_breaks,
)
EDITION_CHECKS: tuple[EditionCheck, ...] = (
    far_ahead,
    edition_file,
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


def _leading(file: ItemFile) -> int:
    """Blank lines between the second fence and the body's first line."""
    lines = file.text.split("\n")[file.body_line - 1 :]
    return next((number for number, line in enumerate(lines) if line.strip()), 0)


def _at(file: ItemFile, place: str, code: str, at: int | None = None, case: str = "", **values: Any) -> Finding:
    """A finding of an item's file: in a field (`place`), at its line or at another."""
    return finding(code, file.path, at or file.lines.get(place, 1), place, case=case, **values)
