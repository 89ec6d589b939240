"""YAML as this project reads and writes it: a safe subset, line numbers kept, the same text for the same value always.

Front matter comes from editors, from forms and from other people's repositories. So what is read is bounded and plain:
no anchors, aliases or tags, nothing larger than `LIMIT`. And text stays text: a title that happens to read `2022` or
`yes` is not turned into a number or a truth value, because callers take scalars as they were typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import yaml

from scripts.edition.catalogue import Bilingual, words

LIMIT = 64 * 1024
"""Characters of YAML in one file. The largest edition.yml seen is under 20 KB; megabytes are an attack."""

_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_ESCAPED = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_TO_ESCAPE = re.compile(r'[\\"\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]')
_PLAIN = re.compile(
    r"(?:[^\W_]|[\u2014-\u201f\u2026\u25a0-\u25ff\u3001-\ufefe])"  # letter, digit, full-width mark
    r"(?:[^\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff:#?&*!|>%@\[\]{},\"'`]*"
    r"[^\s\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff:#?&*!|>%@\[\]{},\"'`])?"
)
_COMMENT = re.compile(r"\s#")
_RESOLVER = yaml.resolver.Resolver()

_OPENED = ("quoted scalar", "flow sequence", "flow mapping")
"""What has an end as well: where it is missing, the mistake is where it was opened."""
_PROBLEMS = (
    ("',' or ']'", "yaml-bracket"),
    ("',' or '}'", "yaml-brace"),
    ("unexpected end of stream", "yaml-quote"),
    ("mapping values are not allowed", "yaml-colon"),
    ("could not find expected ':'", "yaml-no-colon"),
    ("did not find expected key", "yaml-key"),
    ("cannot start any token", "yaml-mark"),
    ("'-' indicator", "yaml-dash"),
    ("block sequence entries are not allowed", "yaml-list"),
    ("unknown escape character", "yaml-escape"),
)
"""What libyaml says, and what it means for a person."""


class YamlError(Exception):
    """Why a YAML text cannot be used; `line` counts from 1 in the text that was given."""

    def __init__(self, code: str, detail: str | Bilingual, line: int) -> None:
        super().__init__(code, detail, line)
        self.code, self.detail, self.line = code, detail, line


def compose(text: str) -> yaml.Node | None:
    """The node tree of a YAML text, or None where it is empty.

    Raises YamlError with code yaml-too-large, yaml-control-character, yaml-unsafe (an anchor, alias or tag) or
    yaml-broken.
    """
    if len(text) > LIMIT:
        raise YamlError("yaml-too-large", f"{len(text):,} > {LIMIT:,}", 1)
    if bad := _UNPRINTABLE.search(text):
        raise YamlError("yaml-control-character", f"U+{ord(bad[0]):04X}", text.count("\n", 0, bad.start()) + 1)
    try:
        if any(mark in text for mark in "&*!"):
            _refuse_unsafe(yaml.parse(text, Loader=yaml.CSafeLoader))
        return yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        context = getattr(error, "context", None) or ""
        if any(opened in context for opened in _OPENED):
            mark = error.context_mark  # type: ignore[attr-defined] # where it was opened, not where the text ended
        problem = str(getattr(error, "problem", None) or str(error).splitlines()[0])
        name = next((name for said, name in _PROBLEMS if said in problem), "")
        raise YamlError("yaml-broken", words(name) if name else problem, mark.line + 1 if mark else 1) from None
    except RecursionError:
        raise YamlError("yaml-unsafe", "nested too deeply", 1) from None


@dataclass(frozen=True, slots=True)
class CutValue:
    """A plain value that ends at a comment: its key, its line from 1, itself, and what comes after."""

    key: str
    line: int
    value: str
    rest: str


def cuts(text: str) -> Iterator[CutValue]:
    """The plain values of a YAML text that a ` #` ends; nothing where the text cannot be read."""
    if not _COMMENT.search(text):
        return
    try:
        node = compose(text)
    except YamlError:
        return
    typed = text.split("\n")
    for key, value, line in entries(node):
        yield from _cut(key, value, line, typed)


def _cut(key: str, node: yaml.Node, line: int, typed: list[str]) -> Iterator[CutValue]:
    if isinstance(node, yaml.ScalarNode):
        at = node.end_mark.line if node.value else line - 1
        column = node.end_mark.column if node.value else typed[at].find(":") + 1
        rest = typed[at][column:].strip()
        if not node.style and rest.startswith("#"):
            yield CutValue(key, at + 1, node.value, rest)
    elif isinstance(node, yaml.SequenceNode):
        for child in node.value:
            yield from _cut(key, child, child.start_mark.line + 1, typed)
    elif isinstance(node, yaml.MappingNode):
        for inner, value, inner_line in entries(node):
            yield from _cut(inner, value, inner_line, typed)


def _refuse_unsafe(events: Iterable[yaml.Event]) -> None:
    for event in events:
        name = getattr(event, "anchor", None)
        tag = getattr(event, "tag", None)
        if name or tag:
            raise YamlError(
                "yaml-unsafe", f"&{name}" if name else str(tag), event.start_mark.line + 1 if event.start_mark else 1
            )


def entries(node: yaml.Node | None) -> Iterator[tuple[str, yaml.Node, int]]:
    """Key, value node and line (from 1) of each entry of a mapping node; nothing for another node."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield (str(key.value) if isinstance(key, yaml.ScalarNode) else "?"), value, key.start_mark.line + 1


def scalar(node: yaml.Node) -> str | None:
    """A scalar as typed, "" for null or nothing, None for a list or mapping."""
    if not isinstance(node, yaml.ScalarNode):
        return None
    return "" if node.tag == "tag:yaml.org,2002:null" else str(node.value)


def plain_value(node: yaml.Node) -> object:
    """A node as Python values of text, lists and dicts (for keys that are not ours)."""
    if isinstance(node, yaml.SequenceNode):
        return [plain_value(child) for child in node.value]
    if isinstance(node, yaml.MappingNode):
        return {key: plain_value(value) for key, value, _ in entries(node)}
    return scalar(node)


def quoted(value: str) -> str:
    """One line of YAML that reads as exactly this text: plain where that is safe, else double-quoted."""
    if _PLAIN.fullmatch(value) and _reads_as_text(value):
        return value
    return '"' + _TO_ESCAPE.sub(_escape, value) + '"'


def _reads_as_text(value: str) -> bool:
    tag = _RESOLVER.resolve(yaml.ScalarNode, value, (True, False))  # type: ignore[no-untyped-call]
    return bool(tag == "tag:yaml.org,2002:str")


def _escape(match: re.Match[str]) -> str:
    char = match[0]
    return _ESCAPED.get(char) or f"\\u{ord(char):04x}"


def dumped(value: object) -> str:
    """Any value of text, numbers, lists and dicts in one line of flow YAML."""
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "null"}[value]
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(dumped, value)) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{quoted(str(k))}: {dumped(v)}" for k, v in value.items()) + "}"
    return quoted(value) if isinstance(value, str) else str(value)
