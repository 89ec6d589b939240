"""Inline rules of bodies: emphasis beside Chinese punctuation, notes' marks, addresses that are none.

CommonMark tells by spaces and punctuation where emphasis begins and ends. Chinese has no spaces, and its punctuation
belongs to the words beside it: **今年春汛，**渡口 is bold up to the comma. So its marks count as letters here, and its
characters let emphasis begin and end beside any mark (CommonMark's open question 650).
"""

from __future__ import annotations

import re
import unicodedata

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.image import image
from markdown_it.rules_inline.link import link
from markdown_it.rules_inline.state_inline import Delimiter
from markdown_it.token import Token

from scripts.edition import mdlines
from scripts.edition.links import is_address

_WIDE = re.compile(r"[\u2014-\u201f\u2026\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff]")
_NOTE = re.compile(r"\[\^([^\]\s\[]{1,40})\]")
_BLANK = re.compile(r"^[^\S\n]+$", re.M)
_SPACED = re.compile(r"(!?\[[^\[\]\n]*\]\()([^()<>\n\"']*[ \u3000][^()<>\n\"']*\.\w{2,5})(\))")
LONGEST = {"*": 3, "_": 2}
"""Marks in a row that can be emphasis; longer rows are rules to write on (姓名：____) or to divide by."""


def emphasis(state: StateInline, silent: bool) -> bool:
    """`*` and `_` as CommonMark has them, but beside Chinese characters and marks, between digits and in long rows."""
    mark = state.src[state.pos]
    if silent or mark not in LONGEST:
        return False
    end = state.pos
    while end < state.posMax and state.src[end] == mark:
        end += 1
    length = end - state.pos
    before = state.src[state.pos - 1] if state.pos else " "
    after = state.src[end] if end < state.posMax else " "
    is_open, is_close = _flanks(before, after, mark * length if mark == "_" else mark)
    if length > LONGEST[mark] or (length == 1 and before.isdecimal() and after.isdecimal()):
        is_open = is_close = False
    for _ in range(length):
        token = state.push("text", "", 0)
        token.content = mark
        state.delimiters.append(
            Delimiter(
                marker=ord(mark), length=length, token=len(state.tokens) - 1, end=-1, open=is_open, close=is_close
            )
        )
    state.pos = end
    return True


def _flanks(before: str, after: str, mark: str) -> tuple[bool, bool]:
    """Whether marks between two characters can open emphasis and close it."""
    wide_before, wide_after = bool(_WIDE.match(before)), bool(_WIDE.match(after))
    space_before, space_after = before.isspace(), after.isspace()
    point_before, point_after = _is_point(before), _is_point(after)
    left = not space_after and (not point_after or space_before or point_before or wide_before)
    right = not space_before and (not point_before or space_after or point_after or wide_after)
    if mark == "*":
        return left, right
    if mark == "__" and (wide_before or wide_after):
        return left, right  # no Chinese word has an underscore in it
    marked_before, marked_after = point_before or _is_mark(before), point_after or _is_mark(after)
    return left and (not right or marked_before), right and (not left or marked_after)


def _is_point(char: str) -> bool:
    """Whether a character is punctuation that does not belong to Chinese."""
    return not _WIDE.match(char) and unicodedata.category(char)[0] in "PS"


def _is_mark(char: str) -> bool:
    return unicodedata.category(char)[0] in "PS"


def note(state: StateInline, silent: bool) -> bool:
    """`[^1]` where there is a note of that name: its number, raised."""
    match = _NOTE.match(state.src, state.pos)
    if not match or match[1] not in state.env.get("notes", ()):
        return False
    if not silent:
        token = state.push("note", "sup", 0)
        token.content = match[1]
    state.pos = match.end()
    return True


def linked(state: StateInline, silent: bool) -> bool:
    """A link whose address can be one: [来源](新华社) is text in two kinds of brackets, and stays."""
    return _with_address(state, silent, link, "link_open", "href")


def pictured(state: StateInline, silent: bool) -> bool:
    """A picture whose address can be one."""
    return _with_address(state, silent, image, "image", "src")


def _with_address(state: StateInline, silent: bool, rule, kind: str, name: str) -> bool:  # type: ignore[no-untyped-def]
    if state.src[state.pos] not in "[!":
        return False
    at, count, pending = state.pos, len(state.tokens), state.pending
    if not rule(state, silent):
        return False
    if silent:
        return True
    link = next((token for token in state.tokens[count:] if token.type == kind), None)
    if link is None or is_address(str(link.attrs.get(name, ""))):
        return True
    del state.tokens[count:], state.tokens_meta[count:]
    state.pending, state.pos = pending, at
    return False


def break_lines(state: StateCore) -> None:
    """Lines that are meant as lines end with a break."""
    for token in state.tokens:
        if token.type != "inline" or "\n" not in token.content or "`" in token.content or "\\\n" in token.content:
            continue
        typed = token.content.split("\n")
        for index in mdlines.broken([line.strip() for line in typed]):
            typed[index] += "\\"
        token.content = "\n".join(typed)


def wrap_spaced(state: StateCore) -> None:
    """An address with a space in it, as file names have them, is one address."""
    for token in state.tokens:
        if token.type == "inline" and "](" in token.content:
            token.content = _SPACED.sub(_in_angles, token.content)


def _in_angles(match: re.Match[str]) -> str:
    return f"{match[1]}<{match[2]}>{match[3]}" if is_address(match[2]) else match[0]


def empty_blanks(state: StateCore) -> None:
    """A line of nothing but spaces, full-width ones too, is a blank line."""
    state.src = _BLANK.sub("", state.src)


def join_wide(state: StateCore) -> None:
    """A line's end between two wide characters is only where the editor's line ended: no space stands there."""
    for token in state.tokens:
        children = token.children or []
        for index, child in enumerate(children):
            if child.type == "softbreak" and 0 < index < len(children) - 1:
                before, after = _edge(children[index - 1 :: -1], -1), _edge(children[index + 1 :], 0)
                if _WIDE.match(before) and _WIDE.match(after):
                    child.type, child.content = "text", ""


def _edge(tokens: list[Token], end: int) -> str:
    return next((token.content[end] for token in tokens if token.content), "")


def put_into(parser: MarkdownIt) -> None:
    """Change a parser's chains of inline and core rules to these."""
    parser.inline.ruler.at("emphasis", emphasis)
    parser.inline.ruler.at("link", linked)
    parser.inline.ruler.at("image", pictured)
    parser.inline.ruler.before("link", "note", note)
    parser.core.ruler.after("normalize", "empty_blanks", empty_blanks)
    parser.core.ruler.before("inline", "wrap_spaced", wrap_spaced)
    parser.core.ruler.before("inline", "break_lines", break_lines)
    parser.core.ruler.push("join_wide", join_wide)
