"""A converter whose outcome a test can foresee: blocks between blank lines are items, `#` lines are furniture.

A block's first line is the headline, the others its paragraphs; `?` begins a line that is left unplaced. Form feeds
separate pages. It stands in for `scripts.pagetext` where a test is about files and not about text.
"""

from __future__ import annotations

import datetime as dt

from scripts.edition.label import Label
from scripts.edition.model import Item, Page
from scripts.pagetext import Conservation, ConvertedPage, LineTrace, Span


def convert(
    data: bytes, *, date: dt.date, page: Label, name: str = "", reader: object = None
) -> tuple[ConvertedPage, ...]:
    """The pages of a raw file by the toy's rules."""
    out, first = [], 1
    for offset, text in enumerate(data.decode("utf-8").split("\f")):
        out.append(_page(text, date, page.after(offset), name if not offset else "", first))
        first += text.count("\n")
    return tuple(out)


def _page(text: str, date: dt.date, number: Label, name: str, first: int) -> ConvertedPage:
    items: list[Item] = []
    lines: list[LineTrace] = []
    furniture: list[str] = []
    unplaced: list[str] = []
    block: list[str] = []

    def close() -> None:
        if block:
            items.append(Item(date, number, len(items) + 1, title=block[0], body="\n\n".join(block[1:])))
            block.clear()

    for index, line in enumerate(text.splitlines(), first):
        target = {"": "blank", "#": "furniture", "?": "unplaced"}.get(line[:1], "item")
        if target == "blank":
            close()
        elif target == "item":
            block.append(line)
        else:
            (furniture if target == "furniture" else unplaced).append(line)
        order = len(items) + 1 if target == "item" else 0
        part = ("title" if len(block) == 1 else "body") if target == "item" else ""
        lines.append(LineTrace(index, line, (Span(line, target, order, part, "toy"),)))
    close()
    about = Page(number, name, furniture=tuple(furniture))
    proof = Conservation(len(text), len(text))
    return ConvertedPage(about, tuple(items), tuple(unplaced), (), True, proof, tuple(lines), "utf-8", ())
