"""A whole issue's manuscripts in a folder -> items: for a desk that has its texts before any page is printed.

The folder's own order is the paper's: subfolders (or the beginnings of file names) give pages, `1`, `A1-要闻`,
`第2版 民生`; the files of a page come in order of their names. A text's first line is its headline, a line below it
that is a byline the byline, the rest the body.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from scripts.conversion.sources import not_text, shown
from scripts.edition.catalogue import finding
from scripts.edition.finding import Finding
from scripts.edition.label import Label, LabelError
from scripts.edition.model import Item
from scripts.pagetext import markdown
from scripts.pagetext.decode import decode
from scripts.pagetext.fields import byline_authors

LONGEST_HEADLINE = 60
"""Characters: a first line that is longer is text."""

_LABEL = re.compile(r"(?:第\s*)?([A-Za-z]{0,2}\d{1,3})(?:\s*版)?(?:[-_ 　、.]+(.*))?", re.S)
_ENDS = "。！？；：，"
_BYLINE = re.compile(r"(?:□|■|◎|本报|本報|文[/／]|记者|記者|通讯员|通訊員|作者|特约)[^。！？]{0,40}")


@dataclass(frozen=True, slots=True)
class Manuscript:
    """One text: its file, its page (None if unknown) with the page's name, and what it says."""

    path: Path
    page: Label | None
    page_name: str
    title: str
    byline: str
    paragraphs: tuple[str, ...]

    def item(self, place: Item) -> Item:
        """The item, at the place that `place` has."""
        authors = tuple(dict.fromkeys(byline_authors(self.byline))) if self.byline else ()
        body = markdown.body([markdown.paragraph(text) for text in self.paragraphs])
        review = () if self.title else ("title-missing",)
        title = self.title or self.path.stem
        return replace(place, title=title, byline=self.byline, authors=authors, body=body, review=review)


def manuscripts(folder: Path) -> Iterator[Manuscript | Finding]:
    """The texts of a folder in the paper's order, and why a file is none."""
    for path in sorted(folder.rglob("*"), key=lambda file: file.relative_to(folder).parts):
        inside = path.relative_to(folder)
        if not path.is_file() or any(part.startswith(".") for part in inside.parts):
            continue
        if path.suffix.lower() not in (".txt", ".text", ".md"):
            yield finding("manuscript-unread", shown(path))
            continue
        data = path.read_bytes()
        if reason := not_text(data):
            yield finding("not-text", shown(path), reason=reason)
            continue
        page, name = _page_of(inside.parts)
        yield _manuscript(path, page, name, decode(data).text)


def _page_of(parts: Sequence[str]) -> tuple[Label | None, str]:
    """The page and its name: by the innermost folder that begins with a label, else by the file's name."""
    for part in reversed(parts[:-1]):
        if (match := _LABEL.fullmatch(part)) and (label := _label(match[1])):
            return label, (match[2] or "").strip()
    match = _LABEL.fullmatch(Path(parts[-1]).stem)
    return (_label(match[1]) if match and match[2] else None), ""


def _label(text: str) -> Label | None:
    try:
        return Label.parse(text)
    except LabelError:
        return None


def _manuscript(path: Path, page: Label | None, page_name: str, text: str) -> Manuscript:
    lines = [line.strip(" \t\u3000\r") for line in text.split("\n")]
    while lines and not lines[0]:
        lines.pop(0)
    title = byline = ""
    if len(lines) > 1 and len(lines[0]) <= LONGEST_HEADLINE and lines[0][-1] not in _ENDS:
        title = lines.pop(0).lstrip("# ")
    rest = [number for number, line in enumerate(lines) if line]
    if rest and _BYLINE.fullmatch(lines[rest[0]]):
        byline = lines.pop(rest[0]).lstrip("□■◎ ")
    blocks = "\n".join(lines).strip("\n")
    apart = re.split(r"\n{2,}", blocks) if "\n\n" in blocks else blocks.split("\n")
    return Manuscript(path, page, page_name, title, byline, tuple("".join(b.split("\n")) for b in apart if b.strip()))
