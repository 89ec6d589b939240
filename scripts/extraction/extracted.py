"""What extract gets of one page, whatever it came from: text, layout, page picture, pictures cut out of it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from scripts.edition.finding import Finding
from scripts.edition.label import Label
from scripts.pagetext.geometry import Layout, Picture


class SourceError(Exception):
    """A file that gives no page at all; `finding` says why and what to do."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


@dataclass(frozen=True, slots=True)
class ExtractedPage:
    """One page: its text, layout, picture (JPEG) and one JPEG for each picture of the layout, empty where none was
    cut out. `printed` is the label that its file says is printed on it,
    `reading` a library's articles as ranges of its lines. Without text it is a page that could not be
    read: `findings` say why.
    """

    text: str
    findings: tuple[Finding, ...] = ()
    layout: Layout | None = None
    picture: bytes = b""
    cuts: tuple[bytes, ...] = ()
    printed: Label | None = None
    reading: str = ""


def named(page: ExtractedPage, stem: str) -> tuple[Layout, dict[str, bytes]]:
    """A page's layout with its pictures named after the raw page's `stem`, and the pictures by name."""
    assert page.layout is not None
    files: dict[str, bytes] = {}
    shown: list[Picture] = []
    for place, placed in enumerate(page.layout.pictures):
        data = page.cuts[place] if place < len(page.cuts) else b""
        name = f"{stem}.picture-{len(shown) + 1}.jpg" if data else ""
        if data:
            files[name] = data
        shown.append(replace(placed, file=name))
    picture = f"{stem}.page.jpg" if page.picture else ""
    if page.picture:
        files[picture] = page.picture
    return replace(page.layout, pictures=tuple(shown), picture=picture), files
