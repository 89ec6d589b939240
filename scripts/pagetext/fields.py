"""Fields of an item that are derived from its text: authors, datelines with their names, stand-in titles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from scripts.edition.label import Label
from scripts.pagetext.bylines import BRACKETED, names_at_start, names_of_line, parse
from scripts.pagetext.marks import DATELINE, closing_names
from scripts.pagetext.names import is_name
from scripts.pagetext.pagelabels import reference
from scripts.pagetext.texts import Text

SPACED_BYLINE = re.compile(r"[（(][^（）()]{0,10}(?:记者|記者) ")
"""A byline in brackets with a space before the name, as some papers print it throughout."""
_SENTENCE = re.compile("[，。；！？]")
_JUMP_LINE = 24
"""Characters of the longest jump line: 下转第A03版 with a rubric behind it."""


def bare_names(text: str) -> tuple[str, ...]:
    """The names in a line of names and nothing else, at most three."""
    names = tuple(text.split())
    if len(names) > 1 and all(len(n) == 1 for n in names):  # letter-spaced to the width of longer names
        names = ("".join(names),)
    return names if names and len(names) <= 3 and all(is_name(n) for n in names) else ()


def byline_authors(text: str) -> tuple[str, ...]:
    """The names in a byline on a line of its own."""
    return names_of_line(text) or bare_names(text)


def authors_of(before: Sequence[Text], segments: Sequence[Sequence[Text]], after: Sequence[Text]) -> Iterator[str]:
    """Authors in printed order.

    `before` and `after` are the bylines above and below the text; a segment is a run of paragraphs between crossheads.
    A story of several reporters names each where their part begins or ends.
    """
    for text in before:
        yield from byline_authors(text.text)
    for segment in segments:
        for n, text in enumerate(segment):
            if not n or DATELINE.match(text.text):
                yield from names_at_start(text.text)
            yield from closing_names(text.text)
    for text in after:
        yield from byline_authors(text.text)


def dateline(text: str, *, spaced: bool) -> str:
    """A dateline's byline with the spaces between names that letter-spacing or the extractor took.

    `spaced` says that the page prints a space before a single name too.
    """
    match = BRACKETED.search(text, 0, 160)
    if not match or match.start() > 40:
        return text
    body = match["body"]
    if "、" in body or "，" in body:
        return text
    names = parse(body).names
    flat = body.replace(" ", "")
    if not names or (len(names) == 1 and not spaced):
        return text
    out, at = "", 0
    for name in names:
        start = flat.find(name, at)
        if start < 0:
            return text
        out += (" " if out else "") + (flat[at:start] + " " if start > at else "") + name
        at = start + len(name)
    out += flat[at:]
    return text[: match.start("body")] + out + text[match.end("body") :]


def jump_line(texts: Sequence[Text]) -> Text | None:
    """The last of some texts that is a jump line or a page reference: short, no sentence, and nothing else."""
    for text in reversed(texts):
        words = text.text
        if len(words) <= _JUMP_LINE and not _SENTENCE.search(words) and reference(words) is not None:
            return text
    return None


def page_named(texts: Sequence[Text]) -> Label | None:
    """The page that a jump line among some texts names."""
    line = jump_line(texts)
    return reference(line.text) if line else None
