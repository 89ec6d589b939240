"""What a reader sees change between two versions of an item, in one line: pure, and in the paper's script.

Small changes are quoted, old and new; large ones are named by their place. What no reader sees (review entries, spaces,
markup) is no change.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from scripts.edition.model import Item

MOST = 4
"""Changes that are listed one by one; of more, only the number is given."""
SHORT = 24
"""Characters up to which a changed passage is quoted."""

_HANS = {
    "title": "标题", "kicker": "引题", "deck": "副题", "authors": "作者", "byline": "署名", "credit": "摄影署名",
    "paragraph": "第{}段", "became": "“{}”改为“{}”", "gone": "删去“{}”", "new": "加上“{}”", "other": "有改动",
    "paragraph_gone": "删去原第{}段", "paragraph_new": "增加第{}段", "more": "等{}处",
}  # fmt: skip
_HANT = {
    "title": "標題", "kicker": "引題", "deck": "副題", "authors": "作者", "byline": "署名", "credit": "攝影署名",
    "paragraph": "第{}段", "became": "「{}」改為「{}」", "gone": "刪去「{}」", "new": "加上「{}」", "other": "有改動",
    "paragraph_gone": "刪去原第{}段", "paragraph_new": "增加第{}段", "more": "等{}處",
}  # fmt: skip
_MARKUP = re.compile(r"\\(?=[\n!-/:-@\[-`{-~])|^#+ |\*\*|__|`|-\{|\}-", re.M)
_STOP = "，。、；：！？…—“”‘’「」『』（）《》\n "


def correction_text(old: Item, new: Item, traditional: bool = False) -> str:
    """The line, or "" where a reader sees no difference."""
    words = _HANT if traditional else _HANS
    differences = [*_fields(old, new, words), *_body(old, new, words)]
    if not differences:
        return ""
    more = words["more"].format(len(differences)) if len(differences) > MOST else ""
    return "；".join(differences[:MOST]) + more + "。"


def _fields(old: Item, new: Item, words: dict[str, str]) -> Iterator[str]:
    for name in ("title", "kicker", "deck", "authors", "byline", "credit"):
        before, after = getattr(old, name), getattr(new, name)
        if name == "authors":
            before, after = "、".join(before), "、".join(after)
        before, after = _plain(before), _plain(after)
        if _seen(before) != _seen(after):
            whole = max(len(before), len(after)) <= SHORT
            yield words[name] + (_became(before, after, words) if whole else _passages(before, after, words))


def _body(old: Item, new: Item, words: dict[str, str]) -> Iterator[str]:
    before, after = _paragraphs(old.body), _paragraphs(new.body)
    seen = [_seen(text) for text in before], [_seen(text) for text in after]
    for kind, a, b, c, d in SequenceMatcher(None, *seen, autojunk=False).get_opcodes():
        if kind == "replace":
            for at in range(min(b - a, d - c)):
                change = _passages(before[a + at], after[c + at], words)
                yield words["paragraph"].format(c + at + 1) + change
        yield from (words["paragraph_gone"].format(at + 1) for at in range(a + min(b - a, d - c), b))
        yield from (words["paragraph_new"].format(at + 1) for at in range(c + min(b - a, d - c), d))


def _paragraphs(body: str) -> list[str]:
    return [text for text in map(_plain, re.split(r"\n\s*\n", body)) if text.strip()]


def _plain(text: str) -> str:
    return _MARKUP.sub("", text)


def _seen(text: str) -> str:
    return "".join(text.split())


def _passages(before: str, after: str, words: dict[str, str]) -> str:
    """The changed passages of a text, with two letters around each, or that it changed, where they are many or long."""
    hunks = _hunks(before, after)
    shown = [_became(before[a:b], after[c:d], words) for a, b, c, d in hunks if max(b - a, d - c) <= SHORT]
    return "、".join(shown) if shown and len(shown) == len(hunks) <= 3 else words["other"]


def _hunks(before: str, after: str) -> list[tuple[int, int, int, int]]:
    spans: list[tuple[int, int, int, int]] = []
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal" or (not before[a:b].strip() and not after[c:d].strip()):
            continue
        left = next((n for n in range(2) if a - n == 0 or before[a - n - 1] in _STOP), 2)
        right = next((n for n in range(2) if b + n >= len(before) or before[b + n] in _STOP), 2)
        span = (a - left, b + right, c - left, d + right)
        if spans and span[0] <= spans[-1][1]:
            span = (spans[-1][0], span[1], spans[-1][2], span[3])
            spans.pop()
        spans.append(span)
    return spans


def _became(before: str, after: str, words: dict[str, str]) -> str:
    if not before.strip():
        return words["new"].format(after)
    return words["became"].format(before, after) if after.strip() else words["gone"].format(before)
