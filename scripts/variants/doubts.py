"""What an editor should look at in a variant: few places, each in its context, with the reason.

Found by the converter's own means: OpenCC is run once more with its single characters marked, which shows where a
character with several traditional forms was converted without a word around it to go by; and words that overlap
(研发|发制品) are told by cutting at each of the two places.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from opencc import OpenCC

from scripts.variants import chain, names, protect, quotes
from scripts.variants.convert import Converter
from scripts.variants.evidence import TIER
from scripts.variants.lang import is_traditional
from scripts.variants.passages import Passage

DoubtKind = Literal["name", "alone", "boundary", "leftover", "quote", "mark"]

REASONS: Mapping[DoubtKind, tuple[str, str]] = {
    "name": ("perhaps a person's name: add it to people.tsv, or not", "疑似人名：若是，请收入 people.tsv"),
    "alone": ("several traditional forms and no word around it", "一简多繁，且前后不成词"),
    "boundary": ("two words overlap here and each wants another form", "两词交叠，切分不同则字形不同"),
    "leftover": ("still simplified", "仍为简体字"),
    "quote": ("a quotation mark without its partner, left as it is", "引号不成对，未予转换"),
    "mark": ("marks -{ that do not close, or wordings without one for the paper's own script", "标记 -{ }- 不完整"),
}

ALONE = "干发谷斗系征复松胡卷历签舍余丑冲钟借尽症辟范游岳御欲吁郁咸蒙"
"""Characters whose usual form is often another than OpenCC's first one when no word decides. Left out are 后 里 只 面
制 and others that nearly always stand alone rightly."""

_HAIR_BEFORE = frozenset("头白黑金银长短假美理烫染洗剪卷秀须毛")
_HAIR_AFTER = frozenset("卡型妆饰夹质丝廊梢胶蜡膜髻辫")
_MARKS = {char: chr(0xE100 + index) for index, char in enumerate(ALONE)}
_MARKED = re.compile(f"[{''.join(_MARKS.values())}]")
_RISKY = re.compile(f"[{ALONE}后里只面制准注志采周布表]")


@dataclass(frozen=True, slots=True)
class ConversionDoubt:
    """A doubtful place: why, where, the source text there and around it, and what is printed."""

    kind: DoubtKind
    path: str
    line: int
    field: str
    before: str
    source: str
    after: str
    printed: str

    def as_dict(self) -> dict[str, Any]:
        """For JSON, with the reason in both languages."""
        reason, reason_zh = REASONS[self.kind]
        return {**dataclasses.asdict(self), "reason": reason, "reason_zh": reason_zh}


class Doubter:
    """Finds doubts for one converter."""

    def __init__(self, converter: Converter) -> None:
        self.converter = converter

    def doubts(self, passages: Iterable[Passage], known: Iterable[str] = ()) -> list[ConversionDoubt]:
        """The doubts of one item; `known` are names that are certain."""
        passages = list(passages)
        converter = self.converter.knowing(known)
        sure = {*known, *converter.people.entries}
        doubts: list[ConversionDoubt] = []
        seen: set[tuple[str, str]] = set()
        for passage in passages:
            printed = converter.texts((passage.text,))[0]
            text = passage.text
            for kind, start, end in self._places(text, printed, sure):
                shown = printed[start:end] if len(printed) == len(text) else ""
                around = (kind, text[max(0, start - 1) : end + 1])
                if around in seen:
                    continue
                seen.add(around)
                before, after = text[max(0, start - 10) : start], text[end : end + 10]
                doubts.append(
                    ConversionDoubt(
                        kind, passage.path, passage.line, passage.field, before, text[start:end], after, shown
                    )
                )
        return doubts

    def _places(self, text: str, printed: str, sure: set[str]) -> Iterator[tuple[DoubtKind, int, int]]:
        masked = protect.MARK.sub(lambda m: "\ue000" * len(m[0]), text)
        if "-{" in masked or "}-" in masked:
            at = masked.find("-{") if "-{" in masked else masked.find("}-")
            yield "mark", at, at + 2
        for match in protect.MARK.finditer(text):
            wordings = protect.parse(match[1]).wordings
            if wordings and self.converter.source not in wordings:
                yield "mark", match.start(), match.end()
        for at in quotes.pairs(masked, not is_traditional(self.converter.source))[1]:
            yield "quote", at, at + 1
        if is_traditional(self.converter.source) or not is_traditional(self.converter.variant):
            return
        taken: set[int] = set()
        for name in names.doubtful(masked):
            if text[name.start : name.end] not in sure:
                yield "name", name.start, name.end
            taken.update(range(name.start, name.end))
        for name in names.find(masked, frozenset(sure)):
            taken.update(range(name.start, name.end))
        clean = "".join("\ue000" if "\ud800" <= c <= "\udfff" or c == "\0" else c for c in masked)
        marked = str(self._evidence.convert(clean))
        if len(marked) == len(clean):
            for match in _MARKED.finditer(marked):
                if match.start() not in taken and not _is_plain(clean, match.start()):
                    yield "alone", match.start(), match.end()
        for match in _RISKY.finditer(clean):
            at = match.start()
            if at not in taken and self._overlaps(clean, at):
                yield "boundary", at, at + 1
        if len(printed) == len(text):
            for at, char in enumerate(printed):
                if char == text[at] and masked[at] == char and _is_simplified(char, self.converter):
                    yield "leftover", at, at + 1

    def _overlaps(self, text: str, at: int) -> bool:
        """Whether the character is in a word with what precedes and in one with what follows, of different forms."""
        han = "\u4e00" <= text[at - 1 : at] <= "\u9fff" and "\u4e00" <= text[at + 1 : at + 2] <= "\u9fff"
        if not at or not han:
            return False
        left = self._word(text[at - 1 : at + 1], 1)
        right = self._word(text[at : at + 2], 0)
        if not left or not right or left == right:
            return False
        settled = self.converter.texts((text[max(0, at - 4) : at + 5],))[0]
        return len(settled) > min(at, 4) and settled[min(at, 4)] not in (right,)

    def _word(self, pair: str, index: int) -> str:
        """The form of a pair's character where the pair is a word of OpenCC's, else ""."""
        form = str(self._evidence.convert(pair))
        other = str(self._evidence.convert(pair[index]))
        is_marked = bool(_MARKED.match(form[index : index + 1]))
        return "" if is_marked or len(form) != 2 or form[index] == other else form[index]

    @cached_property
    def _evidence(self) -> OpenCC:
        """OpenCC with the characters of ALONE marked where no word holds them."""
        configuration = chain.config(self.converter.source, self.converter.variant, self.converter.entries)
        step = configuration["conversion_chain"][0]["dict"]
        last = step["dicts"][-1]["dicts"] if self.converter.entries else step["dicts"]
        last.insert(len(last) - 1, {"type": "inline", "entries": dict(_MARKS)})
        return chain.load(configuration)


def _is_plain(text: str, at: int) -> bool:
    """Whether the characters beside it decide after all: 10余人, 体系, 胡 at the head of a name."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if text[at] == "发":  # 發, but where hair is told of
        return after not in _HAIR_AFTER and before not in _HAIR_BEFORE
    if text[at] in "胡钟" and after in TIER:
        return not "\u4e00" <= before <= "\u9fff"
    if text[at] == "系":  # 体系, 维系: what stands before decides
        return before in "体院科派谱星水母语"
    if text[at] == "余":
        return before.isdigit() or before in "十百千万亿"
    return False


def _is_simplified(char: str, converter: Converter) -> bool:
    if char < "\u4e00" or _in_big5(char):
        return False
    return _in_big5(str(chain.plain(converter.source, converter.variant).convert(char)))


def _in_big5(char: str) -> bool:
    try:
        char.encode("big5")
    except UnicodeEncodeError:
        return False
    return True
