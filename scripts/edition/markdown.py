"""Bodies as HTML: CommonMark and tables by markdown-it-py, with what Chinese editors mean put right.

One reader for the site, the search index and the check. Where it leaves CommonMark, `mdblocks` and `mdinline` say
why. No HTML comes through, and nothing that is printed in a body is lost without a finding (`bodychecks`).
Most bodies are plain paragraphs. For those `plain` gives the same HTML at a fraction of the cost; a property test
holds the two equal.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from html import escape, unescape
from typing import TYPE_CHECKING, Any

from scripts.edition.links import encoded

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore

ImageResolver = Callable[[str], tuple[str, int, int] | None]
"""From an image's path as typed to its address, width and height in pixels (0: unknown), or None if it is not ours."""

LinkResolver = Callable[[str], str]
"""From a link's address as typed to what `href` has."""

_BLANK = re.compile(r"\n{2,}")
_PLAIN = re.compile(r"(?![\s#＃>\-+=:~]|\d{1,9}[.)])[^\\`*_\[\]<>&\"\x00\r\n]+(?<!\s)")
"""A paragraph of one line in which CommonMark finds nothing to do: no mark at its start, none that means anything."""

_PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.S)
_NOTE = re.compile(r"<sup>.*?</sup>")
_TAG = re.compile(r"<[^>]*>")
_SENTENCE_END = re.compile(r"[。！？…][”』」’）]*")
_HALF_END = re.compile(r"；")
SUMMARY_LENGTH = 80


def render(body: str, images: ImageResolver | None = None, links: LinkResolver | None = None) -> str:
    """A body as HTML, each block on a line of its own; images that `images` does not know keep the address typed."""
    fast = plain(body)
    return fast if fast is not None else str(_parser().render(body, {"images": images, "links": links}))


def plain(body: str) -> str | None:
    """The HTML of a body that is nothing but plain paragraphs of one line, or None where it is more than that."""
    blocks = _BLANK.split(body.strip("\n"))
    if blocks == [""]:
        return ""
    if not all(map(_PLAIN.fullmatch, blocks)):
        return None
    return "<p>" + "</p>\n<p>".join(blocks) + "</p>\n"


def text_of(html: str) -> str:
    """The text of HTML that `render` gave, without tags."""
    return unescape(_TAG.sub("", html))


def summary_of(html: str, length: int = SUMMARY_LENGTH) -> str:
    """The beginning of an item's text: whole sentences of its first paragraphs, at most `length` characters or so.

    Where none ends in the second half of that, it goes as far as a semicolon or the last character, and says so by an
    ellipsis. Lines and stanzas that end without a mark are parted by a space. It is never cut inside a quotation, a
    variant mark, or a character with what modifies it.
    """
    text = ""
    for match in _PARAGRAPH.finditer(html):
        parted = " " if text and text[-1].isalnum() else ""
        text += parted + " ".join(text_of(_NOTE.sub("", match[1])).split())
        if len(text) >= length:
            break
    if len(text) <= length:
        return text
    cut = text[:length]
    if cut.rfind("-{") > cut.rfind("}-"):  # never through a variant mark
        cut = cut[: cut.rfind("-{")]
    while len(cut) > 1 and _JOINED.match(text, len(cut)):  # never between a character and what modifies it
        cut = cut[:-1]
    for end, more in ((_SENTENCE_END, ""), (_HALF_END, "…")):
        ends = [(match.start() if more else match.end()) for match in end.finditer(cut) if match.end() > length // 2]
        whole = next((cut[:at] for at in reversed(ends) if not _open_quote(cut[:at])), None)
        if whole is not None:
            return whole + more
    opened = _open_quote(cut)
    if opened is None:
        return cut + "…"
    at, mark = opened
    return cut[:at] + "…" if at >= length // 4 else cut + "…" + _QUOTES[mark]


_QUOTES = {"“": "”", "‘": "’", "「": "」", "『": "』", "《": "》"}
_JOINED = re.compile("[\u0300-\u036f\u200d\ufe00-\ufe0f\U000e0100-\U000e01ef]")


def _open_quote(text: str) -> tuple[int, str] | None:
    """The outermost quotation mark that is opened and not closed: where it stands, and which."""
    opened: list[tuple[int, str]] = []
    for at, char in enumerate(text):
        if char in _QUOTES:
            opened.append((at, char))
        elif opened and char == _QUOTES[opened[-1][1]]:
            opened.pop()
    return opened[0] if opened else None


def reader() -> MarkdownIt:
    """A new reader of bodies, for others to add rules to."""
    from markdown_it import MarkdownIt

    from scripts.edition import mdblocks, mdinline

    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    mdblocks.put_into(parser)
    mdinline.put_into(parser)
    parser.normalizeLink = _as_typed  # type: ignore[method-assign, assignment]
    parser.normalizeLinkText = _as_typed  # type: ignore[method-assign, assignment]
    parser.add_render_rule("table_open", lambda *_: '<div class="table"><table>\n')
    parser.add_render_rule("table_close", lambda *_: "</table></div>\n")
    parser.add_render_rule("note", lambda _, tokens, index, *__: f"<sup>[{escape(tokens[index].content)}]</sup>")
    return parser


def _as_typed(address: str) -> str:
    """Addresses stay as they were typed; whoever prints them resolves and encodes them, once."""
    return address


@cache
def _parser() -> MarkdownIt:
    parser = reader()
    parser.core.ruler.push("images", _place_images)
    parser.core.ruler.push("links", _place_links)
    return parser


def _place_images(state: StateCore) -> None:
    images: ImageResolver | None = state.env.get("images")
    for token in state.tokens:
        for child in token.children or []:
            if child.type != "image":
                continue
            picture = images(str(child.attrs.get("src", ""))) if images else None
            attrs: dict[str, Any] = {"src": encoded(str(child.attrs.get("src", "")))}
            if picture:
                attrs = {"src": picture[0], "loading": "lazy"}
                if picture[1] and picture[2]:
                    attrs |= {"width": picture[1], "height": picture[2]}
            child.attrs |= attrs


def _place_links(state: StateCore) -> None:
    links: LinkResolver = state.env.get("links") or encoded
    for token in state.tokens:
        for child in token.children or []:
            if child.type == "link_open":
                child.attrs["href"] = links(str(child.attrs.get("href", "")))
