"""What is wrong with one item's file: ITEM_CHECKS, an ordered table of functions that give findings."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from markdown_it import MarkdownIt

from scripts.edition import bodychecks
from scripts.edition.bodychecks import addresses
from scripts.edition.catalogue import finding, words
from scripts.edition.content import EditionFiles, ItemFile, misplaced
from scripts.edition.finding import Finding
from scripts.edition.frontmatter import BY_NAME
from scripts.edition.linkchecks import leads, picture_of
from scripts.edition.model import UNWRITTEN
from scripts.edition.picturechecks import problems
from scripts.edition.reviews import reviews as review_texts
from scripts.edition.sizechecks import long_lines, photo_has_picture
from scripts.edition.textchecks import MOST, TEXT_CHECKS
from scripts.edition.yamltext import cuts

_HTML = re.compile(r"<[A-Za-z/!?]")
_MARKDOWN = MarkdownIt("commonmark", {"html": True})
_SENTENCE_END = re.compile(r"[。！？…；：”’」』）)》】.!?;:—\d]$")
_TEXT_FIELDS = ("title", "kicker", "deck", "byline", "credit", "image_alt")
_NOT_A_NAME = re.compile(r"记者|記者|通讯员|通訊員|[、，,/／]|[\u3400-\u9fff]\s+[\u3400-\u9fff]{2}")
SHORT = 20
"""Characters under which two items may well read the same (a small ad's heading) without one being a copy."""


def unknown_fields(file: ItemFile, _: EditionFiles) -> Iterator[Finding]:
    """Keys that mean nothing here, mostly slips of the pen."""
    for key in file.item.extra if file.item else ():
        close = difflib.get_close_matches(key, BY_NAME, 1, 0.6)
        hint = words("did-you-mean", key=close[0]) if close else words("delete-it")
        yield at(file, key, "field-unknown", key=key, hint=hint)


def place_agrees(file: ItemFile, files: EditionFiles) -> Iterator[Finding]:
    """Front matter must say the place that the path says."""
    yield from misplaced(file, files.date)


def has_text(file: ItemFile, _: EditionFiles) -> Iterator[Finding]:
    """An item needs a title, and all but a refer (a headline that points elsewhere) a body or a picture."""
    item = file.item
    if item is None:
        return
    if not item.title and "title" in file.lines:
        yield at(file, "title", "title-empty")
    if item.body == UNWRITTEN:
        yield at(file, "", "text-unwritten", file.body_line + _leading(file))
    if not item.body.strip() and item.kind != "refer" and not item.image:
        yield at(file, "", "text-empty", file.body_line)


def pictures(file: ItemFile, files: EditionFiles) -> Iterator[Finding]:
    """A picture must lie in images/, be one that browsers show, and be described for those who cannot see it."""
    if file.item is None:
        return
    if file.item.image:
        found = list(problems(files.folder, file.item.image))
        for p in found:
            yield replace(p, path=file.path, line=file.lines.get("image", 1), field="image")
        if not file.item.image_alt and not any(p.severity == "error" for p in found):  # first a picture, then its words
            captioned = file.item.kind == "photo" and file.item.body.strip() not in ("", UNWRITTEN)
            yield at(file, "image", "alt-missing", case="caption" if captioned else "")
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
            yield at(file, "", "link-nowhere", line, address=address.typed)


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
            yield at(file, "", "tab", number)
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
            yield at(file, "", "html", line, seen=shown)


def names(file: ItemFile, _: EditionFiles) -> Iterator[Finding]:
    """An author is a name alone: whatever else stands there becomes part of the name in lists and feeds."""
    for name in file.item.authors if file.item else ():
        if _NOT_A_NAME.search(name):
            yield at(file, "authors", "author-odd", name=name)


def reviews(file: ItemFile, files: EditionFiles) -> Iterator[Finding]:
    """What the converter asked a person to look at, and nobody has yet."""
    for code in file.item.review if file.item else ():
        if code in review_texts():
            name = code if code == "title-missing" else "review-open"
            look = files.reason(file.path.rpartition("/")[2], code) or review_texts()[code]
            yield at(file, "review", name, case="check" if name == code else "", look=look)
        else:  # an editor's own note
            yield at(file, "review", "review-open", case="other", entry=code)


def texts(file: ItemFile, _: EditionFiles) -> Iterator[Finding]:
    """TEXT_CHECKS over every field and the body."""
    if file.item is None:
        return
    printed = (name for name in _TEXT_FIELDS if name != "title" or file.item.title_is_printed)  # a stand-in is cut off
    places = [(name, getattr(file.item, name), file.lines.get(name, 1)) for name in printed]
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
            yield at(file, "", "paragraph-break", line, end=block[-8:])
        line += blocks[index + 1].count("\n")


def _runs_on(block: str, after: str) -> bool:
    plain = not re.match(r"[#|>\-*\d]", block) and not re.match(r"[#|>\-*\d]", after) and "\\\n" not in block + after
    return plain and len(block) > 60 and not _SENTENCE_END.search(block.rstrip()) and len(after) > SHORT


def cut_values(file: ItemFile, _: EditionFiles) -> Iterator[Finding]:
    """A value with ` #` in it ends there: the rest is a comment to YAML, and on no page."""
    head = file.text.split("\n")[: file.body_line - 1]
    for cut in cuts("\n".join(head[1:-1])) if len(head) > 2 else ():
        if (field := BY_NAME.get(cut.key)) is None or field.type in ("text", "texts"):
            yield at(file, cut.key, "value-cut", cut.line + 1, end=cut.value[-12:], rest=cut.rest[:20])


def _leading(file: ItemFile) -> int:
    """Blank lines between the second fence and the body's first line."""
    lines = file.text.split("\n")[file.body_line - 1 :]
    return next((number for number, line in enumerate(lines) if line.strip()), 0)


def at(file: ItemFile, place: str, code: str, at: int | None = None, case: str = "", **values: Any) -> Finding:
    """A finding of an item's file: in a field (`place`), at its line or at another."""
    return finding(code, file.path, at or file.lines.get(place, 1), place, case=case, **values)


ItemCheck = Callable[[ItemFile, EditionFiles], Iterator[Finding]]

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
