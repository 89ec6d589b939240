"""Protected spans and wordings: `-{ }-`, as Wikipedia's editors write it.

`-{发}-` keeps what is inside in every variant. `-{zh-hans:软件; zh-hant-tw:軟體; zh-hant-hk:軟件}-` says what each
variant prints. `-{人名:于洋}-` (or `name:`) says that it is a person's name, which is printed as names are. The marks
themselves are printed nowhere. For Markdown they are plain text and survive any editor.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from scripts.variants.lang import ALIASES, Variant, is_traditional

MARK = re.compile(r"-\{((?:(?!-\{|\}-).)*?)\}-", re.S)
_TAG = "|".join(sorted(ALIASES, key=len, reverse=True))
_NAME = re.compile(r"\s*(?:人名|name)\s*[:：]\s*(.+?)\s*", re.I | re.S)
_WORDING = re.compile(rf"(?:\A|;)\s*({_TAG})\s*[:：]", re.I)
_NEXT: dict[Variant, tuple[Variant, ...]] = {
    "zh-Hans": ("zh-Hans",),
    "zh-Hant": ("zh-Hant", "zh-Hant-TW", "zh-Hant-HK"),
    "zh-Hant-TW": ("zh-Hant-TW", "zh-Hant"),
    "zh-Hant-HK": ("zh-Hant-HK", "zh-Hant"),
}


@dataclass(frozen=True, slots=True)
class Marked:
    """The content of a mark: a text to keep or a name, or wordings by variant (then `text` is "")."""

    text: str
    wordings: dict[Variant, str]
    is_name: bool = False

    def printed(self, variant: Variant, source: Variant) -> tuple[str, bool]:
        """What a variant prints, and whether that is final (else it is the source's wording, to be converted)."""
        if not self.wordings:
            return self.text, True
        for near in _NEXT[variant]:
            if near in self.wordings:
                return self.wordings[near], True
        own = next((self.wordings[v] for v in _NEXT[source] if v in self.wordings), None)
        if own is not None:
            return own, False
        alike = [v for v in self.wordings if is_traditional(v) == is_traditional(variant)]
        return self.wordings[(alike or list(self.wordings))[0]], True


def parse(inside: str) -> Marked:
    """What the text between the marks means."""
    if name := _NAME.fullmatch(inside):
        return Marked(name[1], {}, is_name=True)
    starts = list(_WORDING.finditer(inside))
    if not starts or inside[: starts[0].start()].strip():
        return Marked(inside, {})
    wordings: dict[Variant, str] = {}
    ends = [m.start() for m in starts[1:]] + [len(inside)]
    for start, end in zip(starts, ends, strict=True):
        wordings.setdefault(ALIASES[start[1].lower()], inside[start.end() : end].strip().rstrip(";").rstrip())
    return Marked("", wordings)
