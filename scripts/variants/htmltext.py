"""HTML as one run of text that is converted in one call, and put back between its tags."""

from __future__ import annotations

import re
from collections.abc import Iterable

from scripts.variants import markup
from scripts.variants.lang import Variant
from scripts.variants.pieces import MarkupBlock

_WIDE = re.compile(r"[^\x00-\x7f]")


def is_touched(html: str) -> bool:
    """Whether there is anything in it that a conversion could change."""
    return _WIDE.search(html) is not None or "-{" in html


def cut_html(html: str, source: Variant) -> tuple[markup.Markup | None, str]:
    """How HTML was cut, and its run of text; uncut where tags end words as they should and OpenCC leaves them alone."""
    if "-{" not in html and markup.is_plain(html):
        return None, html
    cut = markup.cut(html, source)
    return cut, "\n".join(block.text for block in cut.blocks)


def put_back(cut: markup.Markup | None, settled: list[str] | str) -> str:
    """HTML from what is printed for its run of text."""
    if cut is None:
        return "".join(settled)
    printed = cut_again(cut.blocks, settled)
    return "".join(printed[id(p)] if p.literal is None else p.literal for p in cut.order)


def cut_again(blocks: Iterable[MarkupBlock], settled: list[str] | str) -> dict[int, str]:
    """The converted text of each piece, by the piece's identity; a line end separates two blocks."""
    printed: dict[int, str] = {}
    at = 0
    for block in blocks:
        for piece in block.pieces:
            end = at + len(piece.joined)
            printed[id(piece)] = "".join(settled[at:end]) if piece.literal is None else piece.literal
            at = end
        at += 1
    return printed
