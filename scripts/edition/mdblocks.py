"""Block rules of bodies: what CommonMark reads otherwise than Chinese editors mean it, put right.

Each rule is a function of markdown-it-py's block parser; `BLOCKS` says where it stands in the chain and why.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.blockquote import blockquote
from markdown_it.rules_block.fence import make_fence_rule
from markdown_it.rules_block.list import list_block
from markdown_it.token import Token

from scripts.edition.links import is_address

BlockRule = Callable[[StateBlock, int, int, bool], bool]

_HEADING = re.compile(r"(#{1,6})(?:[ \t\u00a0\u2000-\u200a\u3000]+|$)|(#{2,6})(?=[^#＃\s])|([＃#]{2,6})(?=[^#＃])")
_CLOSING = re.compile(r"[ \t\u3000]+[#＃]+[ \t]*$")
_RULE = re.compile(r"(?:={2,}|-{2,}|~{3,})[ \t]*$")
_DEFINITION = re.compile(
    r"""\[((?:[^\[\]\\]|\\.)+)\]:[ \t]*(<[^<>\n]*>|\S+)(?:[ \t]+("[^"]*"|'[^']*'|\([^()]*\)))?[ \t]*$"""
)
_NOTE = re.compile(r"\[\^([^\]\s\[]{1,40})\][:：][ \t\u3000]*")
_BRACKETS = re.compile(r"(?<!\\)\[((?:[^\[\]\\]|\\.)+)\]")
_GREATER = re.compile(r">\s*[0-9０-９=＝]")
_fence = make_fence_rule(markers=("`",))


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]


def heading(state: StateBlock, start: int, _: int, silent: bool) -> bool:
    """`##渡口`, `##　渡口` and `＃＃ 渡口` are crossheads like `## 渡口`, `#渡口#` is a topic; none is an h1."""
    line = _line(state, start)
    match = _HEADING.match(line) if line[:1] in ("#", "＃") else None
    if not match:
        return False
    mark = match[1] or match[2] or match[3]
    text = line[match.end() :].strip()
    closing = _CLOSING.search(" " + text)
    if closing and len(closing[0].strip()) in (len(mark), 2):
        text = (" " + text)[: closing.start()].strip()
    elif not match[1] and text.endswith(("#", "＃")):
        if text.rstrip("#＃") + mark != text:
            return False
        text = text.removesuffix(mark)
    if not text:
        return False
    if silent:
        return True
    state.line = start + 1
    tag = f"h{max(2, len(mark))}"
    for kind, nesting in (("heading_open", 1), ("inline", 0), ("heading_close", -1)):
        token = state.push(kind, "" if nesting == 0 else tag, nesting)  # type: ignore[arg-type]
        if nesting == 0:
            token.content, token.children = text, []
        else:
            token.markup = mark
        if nesting >= 0:
            token.map = [start, state.line]
    return True


def rule(state: StateBlock, start: int, _: int, silent: bool) -> bool:
    """A line of `---`, `===` or `~~~` is a rule, also right below a paragraph: nobody means a headline by it."""
    line = _line(state, start)
    if not _RULE.match(line):
        return False
    if not silent:
        state.line = start + 1
        token = state.push("hr", "hr", 0)
        token.map, token.markup = [start, state.line], line.strip()
    return True


def fence(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Code between two lines of backticks; one line alone would make code of all that follows."""
    line = _line(state, start)
    if not line.startswith("```"):
        return False
    longest = state.env.get("fences")
    if longest is None:
        longest = state.env["fences"] = _longest_fences(state)
    length = len(line) - len(line.lstrip("`"))
    return longest[start + 1] >= length and _fence(state, start, end, silent)


def _longest_fences(state: StateBlock) -> list[int]:
    """For each line, of how many backticks the longest closing line is that stands there or below."""
    longest = [0]
    for number in range(len(state.bMarks) - 2, -1, -1):
        text = _line(state, number).strip()
        longest.append(max(longest[-1], 0 if text.strip("`") else len(text)))
    return longest[::-1]


def quote(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """`>50岁` is more than fifty and no quotation."""
    return not _GREATER.match(_line(state, start)) and blockquote(state, start, end, silent)


def listed(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A list whose items keep the numbers that were typed, where these do not follow one another."""
    before = len(state.tokens)
    if not list_block(state, start, end, silent):
        return False
    if not silent:
        _keep_numbers(state, before)
    return True


def _keep_numbers(state: StateBlock, first: int) -> None:
    """Give items their typed numbers; where all are the same (1. 1. 1.), counting was left to the page."""
    lists: list[list[Token]] = []
    for token in state.tokens[first:]:
        if token.type in ("ordered_list_open", "bullet_list_open"):
            lists.append([token])
        elif token.type == "list_item_open":
            lists[-1].append(token)
        elif token.type in ("ordered_list_close", "bullet_list_close"):
            opened, *items = lists.pop()
            numbers = [int(item.info) for item in items if item.info.isdecimal()]
            if opened.type == "bullet_list_open" or len(numbers) != len(items) or len(set(numbers)) == 1:
                continue
            for item, number, before in zip(items[1:], numbers[1:], numbers, strict=False):
                if number != before + 1:
                    item.attrs["value"] = number


def paragraph(state: StateBlock, start: int, _: int, _silent: bool) -> bool:
    """A paragraph ends at a blank line, before another block, and before a line that is indented as paragraphs are."""
    end = _end_of_paragraph(state, start)
    state.line = end
    token = state.push("paragraph_open", "p", 1)
    token.map = [start, end]
    token = state.push("inline", "", 0)
    token.content = state.getLines(start, end, state.blkIndent, False).strip()
    token.map, token.children = [start, end], []
    state.push("paragraph_close", "p", -1)
    return True


def _end_of_paragraph(state: StateBlock, start: int) -> int:
    terminators = state.md.block.ruler.getRules("paragraph")
    outside, state.parentType = state.parentType, "paragraph"
    line = start + 1
    while line < state.lineMax and not state.isEmpty(line):
        if _is_indented(state, line):
            break
        inside = state.sCount[line] >= 0  # else a line that a quotation or list goes on with, without its mark
        if inside and any(terminator(state, line, state.lineMax, True) for terminator in terminators):
            break
        line += 1
    state.parentType = outside
    return line


def _is_indented(state: StateBlock, line: int) -> bool:
    """Whether a line is indented by full-width spaces, a tab or four blanks, as a new paragraph is in print."""
    deep = state.sCount[line] - state.blkIndent >= 4 and state.level == 0
    return deep or _line(state, line)[:1] == "\u3000"


def definition(state: StateBlock, start: int, _: int, silent: bool) -> bool:
    """`[name]: address` gives an address to [text][name]; below a text, `[注]: 数据不含月票。` is a note to be read."""
    match = _DEFINITION.match(_line(state, start))
    if not match or match[1].startswith("^") or not is_address(match[2].strip("<>")):
        return False
    label = normalizeReference(match[1])
    if _labels(state)[label] < 2:
        return False
    if not silent:
        title = match[3][1:-1] if match[3] else ""
        reference = {"title": title, "href": match[2].strip("<>"), "map": [start, start + 1]}
        state.env.setdefault("references", {}).setdefault(label, reference)
        state.env.setdefault("defined", []).append(start)
        state.line = start + 1
    return True


def _labels(state: StateBlock) -> Counter[str]:
    """How often each text stands in brackets in a body."""
    labels: Counter[str] | None = state.env.get("labels")
    if labels is None:
        labels = state.env["labels"] = Counter(map(normalizeReference, _BRACKETS.findall(state.src)))
    return labels


def note(state: StateBlock, start: int, _: int, silent: bool) -> bool:
    """`[^1]: 市统计所四月公报。` is the note to [^1]: a paragraph of its own with its mark before it."""
    match = _NOTE.match(_line(state, start))
    if not match:
        return False
    if silent:
        return True
    following = _end_of_paragraph(state, start)
    text = state.getLines(start, following, state.blkIndent, False).strip()[match.end() :]
    state.line = following
    token = state.push("paragraph_open", "p", 1)
    token.attrs["class"], token.map = "note", [start, following]
    token = state.push("inline", "", 0)
    token.content, token.children, token.map = f"[^{match[1]}] {text}", [], [start, following]
    state.push("paragraph_close", "p", -1)
    state.env.setdefault("notes", set()).add(match[1])
    return True


@dataclass(frozen=True, slots=True)
class PlacedBlock:
    """A rule, the rule of markdown-it-py's that it replaces or precedes, and the chains that it may interrupt."""

    name: str
    rule: BlockRule
    interrupts: tuple[str, ...] = ()


_ANY = ("paragraph", "reference", "blockquote", "list")
REPLACED: tuple[PlacedBlock, ...] = (
    PlacedBlock("heading", heading, _ANY[:3]),
    PlacedBlock("fence", fence, _ANY),
    PlacedBlock("blockquote", quote, _ANY),
    PlacedBlock("list", listed, _ANY[:3]),
    PlacedBlock("reference", definition, ("paragraph",)),
    PlacedBlock("paragraph", paragraph),
)
ADDED: tuple[PlacedBlock, ...] = (
    PlacedBlock("rule", rule, _ANY),
    PlacedBlock("note", note, ("paragraph", "blockquote")),
)
"""Before `hr`, in this order."""


def put_into(parser: MarkdownIt) -> None:
    """Change a parser's chain of blocks to these rules; code by indents and headings by underlines are none."""
    parser.disable(["code", "lheading"])
    for block in REPLACED:
        parser.block.ruler.at(block.name, block.rule, {"alt": list(block.interrupts)})
    for block in ADDED:
        parser.block.ruler.before("hr", block.name, block.rule, {"alt": list(block.interrupts)})
