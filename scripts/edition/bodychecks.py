"""What a body loses or says otherwise on the page: found from its parsed tokens and its rendered text.

The rule: every printing character of a body stands on the page, or there is a finding with its line. `lost` holds it,
block by block; the rest looks for marks that were meant as Markdown and are printed, lines that are run together, and
code, which no variant converts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from html import unescape
from typing import Any
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.common.utils import unescapeAll
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from scripts.edition import mdlines
from scripts.edition.markdown import plain, reader


@dataclass(frozen=True, slots=True)
class BodyFault:
    """What was found in a body: its code in the catalogue, the line from 0, and what to show."""

    code: str
    line: int
    shown: str


_TAG = re.compile(r"<[^>]*>")
_READ = re.compile(r'\b(?:alt|title|href|src)="([^"]*)"')
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
_MARKS: dict[str, str] = {
    "heading_open": "#＃", "hr": "*-_=~", "blockquote_open": ">", "bullet_list_open": "-*+", "ordered_list_open": ".)",
    "table_open": "|:-", "fence": "`", "code_inline": "`", "em_open": "*_", "strong_open": "*_",
    "link_open": "[]()<>\"'", "image": "![]()<>\"'", "note": "[]^:：", "text_special": "\\&;",
}  # fmt: skip
"""What of a body is a mark and not printed, by the token that it makes."""

_LEFT = re.compile(
    r"(?<!\*)\*\*(?!\*)[^*]+(?<!\*)\*\*(?!\*)|^\*\*(?![*\s])[^*]+$|(?<!_)__(?!_)[^_]+(?<!_)__(?!_)|~~[^~]+~~|＊＊[^＊]+＊＊"
    r"|!?\[[^\[\]]*\](?:\([^)]*\)?|\s?[（(](?=https?:|/|www\.|images/))|\[\^[^\]]+\]|```"
)
"""Marks that are printed though they were most likely meant: pairs that do not open or close, links without address."""

_ROW = re.compile(r"\|.*\|$")
_TOPIC = re.compile(r"[#＃][^#＃\s][^#＃。，]{0,24}$")
_PICTURE = re.compile(r"\.(?:jpe?g|png|webp|gif|svg|avif)$", re.I)
_SPACES = re.compile(r"(?<=\S) {2,}\n(?=[^\n\s])")


def faults(body: str) -> Iterator[BodyFault]:
    """Everything about a body's marks, by line; nothing for plain paragraphs."""
    if plain(body) is not None:
        return
    env: dict[str, Any] = {"seen": []}
    tokens = _checker().parse(body, env)
    yield from sorted([*lost(body), *env["seen"], *_odd(tokens, body.split("\n"))], key=lambda fault: fault.line)


def spaces(body: str) -> Iterator[BodyFault]:
    """Lines that end with two spaces, CommonMark's other break: here spaces at a line's end mean nothing."""
    for match in _SPACES.finditer(body):
        line = body.count("\n", 0, match.start())
        yield BodyFault("break-by-spaces", line, body[: match.start()].rpartition("\n")[2][-8:])


def lost(body: str) -> Iterator[BodyFault]:
    """What of a body is not on the page, by block."""
    parser = _reader()
    env: dict[str, Any] = {}
    tokens = parser.parse(body, env)
    typed = body.split("\n")
    covered = set(env.get("defined", ()))
    start = 0
    while start < len(tokens):
        end = start + 1
        while tokens[end - 1].level or tokens[end - 1].nesting == 1:
            end += 1
        block = tokens[start:end]
        first, last = next((token.map for token in block if token.map), [0, 0])
        covered.update(range(first, last))
        html = str(parser.renderer.render(block, parser.options, env))
        rows = [number for number in range(first, last) if number not in env.get("defined", ())]
        yield from _missing("\n".join(typed[number] for number in rows), first, html, block)
        start = end
    for number, line in enumerate(typed):
        if number not in covered and line.strip():
            yield BodyFault("text-lost", number, line.strip()[:20])


def _missing(source: str, first: int, html: str, block: Sequence[Token]) -> Iterator[BodyFault]:
    shown = Counter(_printing(unescape(_TAG.sub("", html))))
    for value in _READ.findall(html):
        shown.update(_printing(unquote(unescape(value))))
    marks = "\\"
    for token in _all(block):
        marks += _MARKS.get(token.type, "")
        marks += "<>" if token.info == "auto" else ""
        if token.type == "list_item_open" and token.info.isdecimal():
            shown.update(str(int(token.info)))
            shown["0"] += len(token.info) - len(str(int(token.info)))
    away = [Counter(_printing(unquote(text))) - shown for text in (source, unescapeAll(source))]
    missing = {char for char in away[0] & away[1] if char not in marks}
    if missing:
        rows = source.split("\n")
        at = next((number for number, row in enumerate(rows) if missing & set(row)), 0)
        text = "".join(char for char in rows[at] if char in missing)
        yield BodyFault("text-lost", first + at, text[:20])


def _printing(text: str) -> str:
    return "".join(char for char in text if not char.isspace() and char.isprintable())


def _all(tokens: Sequence[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _all(token.children or ())


def _odd(tokens: Sequence[Token], typed: Sequence[str]) -> Iterator[BodyFault]:
    """Code, links without words, pictures that became links, short emphasis inside a word."""
    first, last = 0, 1
    for token in tokens:
        first, last = token.map or (first, last)
        if token.type == "fence" and _HAN.search(token.content):
            yield BodyFault("code", first, token.content.strip().split("\n")[0][:20])
        children = token.children or ()
        for index, child in enumerate(children):
            before = children[index - 1] if index else None
            if child.type == "code_inline" and _HAN.search(child.content):
                yield BodyFault("code", _line(typed, first, last, child.content), child.content[:20])
            elif child.type == "link_open":
                address = str(child.attrs.get("href", ""))
                words = "".join(fault.content for fault in _inside(children, index))
                if not words.strip():
                    yield BodyFault("link-empty", _line(typed, first, last, address), address)
                elif before and before.content.endswith("！") and _PICTURE.search(address):
                    yield BodyFault("marks-left", _line(typed, first, last, address), f"！[{words}]({address})")
            elif child.type == "em_open" and child.markup == "*":
                words = "".join(fault.content for fault in _inside(children, index))
                after = next((fault for fault in children[index + 1 :] if fault.type == "em_close"), None)
                behind = (
                    children[children.index(after) + 1] if after and children.index(after) + 1 < len(children) else None
                )
                if len(words) <= 2 and _touches(before, -1) and _touches(behind, 0):
                    yield BodyFault("emphasis-inside", _line(typed, first, last, f"*{words}*"), f"*{words}*")


def _touches(token: Token | None, end: int) -> bool:
    return token is not None and bool(token.content) and token.content[end].isalnum()


def _inside(children: Sequence[Token], index: int) -> Iterator[Token]:
    depth = 0
    for child in children[index:]:
        depth += child.nesting
        if depth <= 0:
            return
        yield child


def _line(typed: Sequence[str], first: int, last: int, needle: str) -> int:
    return next((number for number in range(first, last) if needle in typed[number]), first)


@dataclass(frozen=True, slots=True)
class Address:
    """An address in a body, as typed: of a picture or a link, with its words and its line from 0."""

    typed: str
    words: str
    line: int
    is_picture: bool


def addresses(body: str) -> Iterator[Address]:
    """The pictures and links of a body, in its order."""
    if "](" not in body and "]:" not in body and "<" not in body:
        return
    typed = body.split("\n")
    first, last = 0, 1
    for token in _reader().parse(body, {}):
        first, last = token.map or (first, last)
        children = token.children or ()
        for index, child in enumerate(children):
            address = str(child.attrs.get("src" if child.type == "image" else "href", ""))
            line = _line(typed, first, last, address)
            if child.type == "image":
                yield Address(address, child.content, line, True)
            elif child.type == "link_open":
                yield Address(address, "".join(fault.content for fault in _inside(children, index)), line, False)


@cache
def _reader() -> MarkdownIt:
    return reader()


@cache
def _checker() -> MarkdownIt:
    parser = reader()
    parser.core.ruler.before("break_lines", "see_topics", _see_topics)
    parser.core.ruler.after("break_lines", "see_lines", _see_lines)
    parser.core.ruler.before("text_join", "see_left", _see_left)
    return parser


def _see_topics(state: StateCore) -> None:
    for before, token in zip(state.tokens, state.tokens[1:], strict=False):
        if before.type == "paragraph_open" and before.level == 0 and _TOPIC.match(token.content) and token.map:
            state.env["seen"].append(BodyFault("heading-doubtful", token.map[0], token.content[:20]))


def _see_lines(state: StateCore) -> None:
    for token in state.tokens:
        if token.type != "inline" or "\n" not in token.content or "\\\n" in token.content or not token.map:
            continue
        typed = [line.strip() for line in token.content.split("\n")]
        if sum(1 for line in typed if _ROW.match(line)) > 1:
            state.env["seen"].append(BodyFault("marks-left", token.map[0], typed[0][:20]))
        elif mdlines.doubtful(typed):
            state.env["seen"].append(BodyFault("lines-joined", token.map[0], typed[0][-12:]))


def _see_left(state: StateCore) -> None:
    typed = state.src.split("\n")
    for token in state.tokens:
        if token.type != "inline" or not token.map:
            continue
        text = "".join(
            child.content if child.type == "text" else "\n" if child.type.endswith("break") else "\ufffc"
            for child in token.children or ()
        )
        for match in _LEFT.finditer(text):
            shown = match[0].replace("\ufffc", "…").replace("\n", " ")
            line = _line(typed, token.map[0], token.map[1], match[0].split("\ufffc")[0].split("\n")[0])
            state.env["seen"].append(BodyFault("marks-left", line, shown[:20]))
