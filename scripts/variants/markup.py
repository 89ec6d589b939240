"""HTML cut into blocks of text to convert and markup to leave alone.

Converted: text, and the attributes a reader sees or hears (alt, title, aria-label). Left alone: tags, other
attributes, comments, code, elements with translate="no", and elements whose lang is another script or language.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from scripts.variants.lang import Variant, same_script
from scripts.variants.pieces import FILLER, MarkupBlock, MarkupPiece

_TOKEN = re.compile(r"""<!--.*?-->|<(/?)([a-zA-Z][^\s/>]*)((?:[^<>"']|"[^"]*"|'[^']*')*)>|<[!?][^>]*>""", re.S)
_ATTRIBUTE = re.compile(r"""([^\s=/>"']+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "big",
        "br",
        "cite",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "img",
        "ins",
        "label",
        "mark",
        "q",
        "rb",
        "ruby",
        "s",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "wbr",
        "code",
        "kbd",
        "samp",
        "var",
    ]
)
_VERBATIM = frozenset(["code", "pre", "kbd", "samp", "script", "style", "textarea", "template", "math", "svg"])
_RAW = frozenset(("script", "style"))
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
_BLOCK = r"p|h[1-6]|[ou]l|li|blockquote|t(?:able|head|body|[rdh])"
_PLAIN = re.compile(rf"(?:<(?:{_BLOCK})>|</(?:{_BLOCK})>\n?|[^<\n]++(?=<)|\n(?=<|\Z))*+")
_READ = frozenset(("alt", "title", "aria-label"))


@dataclass(slots=True)
class Markup:
    """A document in order: pieces of text that belong to blocks, and markup as literal pieces."""

    blocks: list[MarkupBlock] = field(default_factory=list)
    order: list[MarkupPiece] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Open:
    tag: str
    is_read: bool


def is_plain(html: str) -> bool:
    """Whether HTML is nothing but block elements without attributes, each text on one line."""
    return _PLAIN.fullmatch(html) is not None


def cut(html: str, source: Variant) -> Markup:
    """Cut HTML whose text is in the source's script."""
    result = Markup()
    block = MarkupBlock()
    stack: list[_Open] = []
    reading = True

    def text(piece: str) -> None:
        if not piece:
            return
        if reading:
            result.order.extend(block.add(piece))
        else:
            markup(piece)

    def markup(piece: str) -> None:
        result.order.append(MarkupPiece("", piece))

    def end_block() -> None:
        nonlocal block
        if block.pieces:
            result.blocks.append(block)
            block = MarkupBlock()

    last, raw = 0, ""
    for match in _TOKEN.finditer(html):
        closing, tag = match[1], (match[2] or "").lower()
        if raw and not (closing and tag == raw):
            continue
        text(html[last : match.start()])
        last = match.end()
        if not tag:
            markup(match[0])
            continue
        if tag not in _INLINE:
            end_block()
        if closing:
            markup(match[0])
            raw = ""
            if any(element.tag == tag for element in stack):
                while stack.pop().tag != tag:
                    pass
            reading = stack[-1].is_read if stack else True
            continue
        inside = _reads(tag, match[3], reading, source)
        if reading and (tag in _VERBATIM or tag == "img") and tag in _INLINE:
            # Not a word: the text before and after it is one sentence, but two words.
            block.pieces.append(MarkupPiece(FILLER, ""))
        _attributes(result, match, inside or (tag in _VERBATIM and reading), html)
        if tag in _VOID or match[3].rstrip().endswith("/"):
            continue
        stack.append(_Open(tag, inside))
        reading = inside
        raw = tag if tag in _RAW else ""
    text(html[last:])
    end_block()
    return result


def _reads(tag: str, attributes: str, outside: bool, source: Variant) -> bool:
    """Whether an element's text is to be converted."""
    if tag in _VERBATIM:
        return False
    if "=" not in attributes:
        return outside
    values = {m[1].lower(): m[2] or m[3] or m[4] or "" for m in _ATTRIBUTE.finditer(attributes)}
    if "lang" in values and not same_script(values["lang"], source):
        return False
    if values.get("translate", "").lower() == "no":
        return False
    if "lang" in values or values.get("translate", "").lower() in ("yes", ""):
        return outside or "lang" in values or "translate" in values
    return outside


def _attributes(result: Markup, tag: re.Match[str], is_read: bool, html: str) -> None:
    last = tag.start()
    if is_read and "=" in tag[3]:
        for attribute in _ATTRIBUTE.finditer(html, tag.start(3), tag.end(3)):
            group = 2 if attribute[2] is not None else 3
            if attribute[1].lower() in _READ and attribute[group]:
                result.order.append(MarkupPiece("", html[last : attribute.start(group)]))
                block = MarkupBlock()
                result.order.extend(block.add(attribute[group]))
                result.blocks.append(block)
                last = attribute.end(group)
    result.order.append(MarkupPiece("", html[last : tag.end()]))
