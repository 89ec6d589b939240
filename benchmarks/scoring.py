"""Scores converted pages against their truth: how much of what an editor would do the converter did.

A truth is a JSON file (`benchmarks/pages/README.md` tells its form); a prediction is what `scripts.pagetext.convert`
returns. Every column is a share, num / den, that adds up over pages; 1 is perfect, for `invented` 0 is.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from markdown_it import MarkdownIt

from scripts.edition.model import Item

COLUMNS: dict[str, str] = {
    "segmentation": "items whose headline and body agree to 98 % both ways (F1)",
    "paragraphs": "boundaries between paragraphs of an item (F1)",
    "crossheads": "crossheads (F1)",
    "headline": "headlines exact",
    "headline_null": "items without a headline that got none",
    "kicker": "kickers exact",
    "deck": "decks exact",
    "authors": "authors exact",
    "credit": "credits exact",
    "kind": "kinds right",
    "text": "characters right: 1 - edits / length",
    "order": "pairs of items in printed order, less those that are not",
    "order_raw": "the same against the raw text's order",
    "jump_to": "pages that items go on at",
    "jump_from": "pages that items come from",
    "furniture": "characters of furniture (F1)",
    "conservation": "raw characters that are somewhere",
    "invented": "characters that are not in the raw text",
}
AGREE = 0.98  # of an item's characters, both ways: one lost character in fifty is a slip, more is another item
_WIDTH = {code + 0xFEE0: code for first, last in ("09", "AZ", "az") for code in range(ord(first), ord(last) + 1)}
_FIELDS = ("kicker", "headline", "deck", "authors", "credit", "jump_to", "jump_from")
# Radicals that NFKC leaves as they are, and the characters that they stand for.
_RADICALS = str.maketrans("⺠⻅⻆⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻥⻦⻩⻬⻮⻰", "民见角车长门青韦页风飞食马骨鱼鸟黄齐齿龙")
_MARKDOWN = MarkdownIt("commonmark").enable("table")


@dataclass(frozen=True, slots=True)
class Thing:
    """An item, true or predicted, in the fields that are compared; `blocks` are (is a crosshead, text)."""

    kind: str
    headline: str = ""
    kicker: str = ""
    deck: str = ""
    authors: tuple[str, ...] = ()
    byline: str = ""
    credit: str = ""
    jump_to: int | str | None = None
    jump_from: int | str | None = None
    blocks: tuple[tuple[bool, str], ...] = ()

    @property
    def core(self) -> str:
        """Headline and body, spaces apart: what makes the item this one."""
        return squeeze(self.headline + "".join(text for _, text in self.blocks))

    @property
    def full(self) -> str:
        """All text that must agree, a line for each part."""
        parts = [self.kicker, self.headline, self.deck, *(text for _, text in self.blocks)]
        return "\n".join(part.translate(_WIDTH) for part in parts if part)

    def value(self, name: str) -> object:
        """A field as it is compared: spaces, brackets of a credit and a deck's dash do not count."""
        value = getattr(self, name)
        if name == "authors":
            return tuple(map(squeeze, value))
        if isinstance(value, str):
            text = squeeze(value)
            return (
                text.strip("（）()") if name == "credit" else text.lstrip("—") if name in ("kicker", "deck") else text
            )
        return value


@dataclass(slots=True)
class Score:
    """Sums of numerators and denominators by column."""

    num: Counter[str] = field(default_factory=Counter)
    den: Counter[str] = field(default_factory=Counter)

    def add(self, column: str, num: int, den: int) -> None:
        """Count `num` of `den` in a column."""
        self.num[column] += num
        self.den[column] += den

    def update(self, other: Score) -> None:
        """Add another page's sums."""
        self.num.update(other.num)
        self.den.update(other.den)

    def share(self, column: str) -> float | None:
        """The column's value, or None where the pages held nothing of the sort."""
        return self.num[column] / self.den[column] if self.den[column] else None


def squeeze(text: str) -> str:
    """Without spaces, digits and Latin half-width."""
    return re.sub(r"\s", "", text.translate(_WIDTH))


def fold(text: str) -> str:
    """What code points mean."""
    return unicodedata.normalize("NFKC", text).translate(_RADICALS)


def common_length(one: str, other: str) -> int:
    """Length of the longest common subsequence (Hyyrö's bit-parallel method, on whole integers)."""
    masks: dict[str, int] = {}
    for place, char in enumerate(one):
        masks[char] = masks.get(char, 0) | 1 << place
    full = (1 << len(one)) - 1
    row = full
    for char in other:
        hit = row & masks.get(char, 0)
        row = ((row + hit) | (row - hit)) & full
    return len(one) - row.bit_count()


def edit_distance(one: str, other: str) -> int:
    """Insertions, deletions and replacements between two texts (Myers' bit-parallel method, on whole integers)."""
    if not one:
        return len(other)
    masks: dict[str, int] = {}
    for place, char in enumerate(one):
        masks[char] = masks.get(char, 0) | 1 << place
    full, last = (1 << len(one)) - 1, 1 << (len(one) - 1)
    up, down, distance = full, 0, len(one)
    for char in other:
        mask = masks.get(char, 0)
        diagonal = (((mask & up) + up) ^ up) | mask | down
        right_up = down | ~(diagonal | up) & full
        right_down = up & diagonal
        distance += bool(right_up & last) - bool(right_down & last)
        right_up = (right_up << 1 | 1) & full
        up = (right_down << 1) & full | ~(diagonal | right_up) & full
        down = right_up & diagonal
    return distance


def blocks_of(markdown: str) -> tuple[tuple[bool, str], ...]:
    """Paragraphs and crossheads as a reader sees them; hard breaks part lines, a table's row is one line."""
    out: list[tuple[bool, str]] = []
    heading, mark = False, ""
    cells: list[str] | None = None
    for token in _MARKDOWN.parse(markdown):
        match token.type:
            case "heading_open":
                heading = True
            case "heading_close":
                heading = False
            case "list_item_open":
                mark = token.info + token.markup if token.info else ""
            case "tr_open":
                cells = []
            case "tr_close":
                out.append((False, " ".join(cell for cell in cells or () if cell)))
                cells = None
            case "inline":
                text = mark + "".join(
                    {"hardbreak": "\n", "softbreak": " "}.get(child.type, child.content)
                    for child in token.children or ()
                )
                mark = ""
                if cells is not None:
                    cells.append(text)
                else:
                    out += [(heading, line.strip()) for line in text.split("\n") if line.strip()]
            case "code_block" | "fence" | "html_block":
                out += [(False, line.strip()) for line in token.content.splitlines() if line.strip()]
    return tuple(out)


def true_thing(item: Mapping[str, Any]) -> Thing:
    """An item of a truth file."""
    paragraphs = item.get("paragraphs") or []
    return Thing(
        kind=item["kind"],
        headline=" ".join(item.get("headline") or []),
        kicker=item.get("kicker") or "",
        deck=item.get("deck") or "",
        authors=tuple(item.get("authors") or ()),
        byline=item.get("byline") or "",
        credit=item.get("credit") or "",
        jump_to=item.get("jump_to"),
        jump_from=item.get("jump_from"),
        blocks=tuple((False, p) if isinstance(p, str) else (True, p["crosshead"]) for p in paragraphs),
    )


def predicted_thing(item: Item) -> Thing:
    """A converted item; a stand-in title is no headline. Truths name pages by their number alone, also where
    a paper prints letters before it.
    """
    return Thing(
        kind=item.kind,
        headline=item.title if item.title_is_printed else "",
        kicker=item.kicker,
        deck=item.deck,
        authors=item.authors,
        byline=item.byline,
        credit=item.credit,
        jump_to=item.jump_to.number if item.jump_to else None,
        jump_from=item.jump_from.number if item.jump_from else None,
        blocks=blocks_of(item.body),
    )


def match(truth: Sequence[Thing], found: Sequence[Thing]) -> dict[int, int]:
    """{place in truth: place in found}, one to one: the pair that shares most character pairs first."""
    true_pairs, found_pairs = ([_pairs(squeeze(thing.full)) for thing in things] for things in (truth, found))
    shared = []
    for i, one in enumerate(true_pairs):
        for j, other in enumerate(found_pairs):
            common = (one & other).total()
            if common and common >= 0.3 * min(one.total(), other.total()):
                shared.append((-common, i, j))
    out: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in sorted(shared):
        if i not in out and j not in taken:
            out[i] = j
            taken.add(j)
    return out


def _pairs(text: str) -> Counter[str]:
    return Counter(map("".join, pairwise(text))) if len(text) > 1 else Counter([text])


def _boundaries(things: Iterable[Thing]) -> Counter[tuple[str, str]]:
    """Paragraph boundaries, each known by four characters on either side."""
    out: Counter[tuple[str, str]] = Counter()
    for thing in things:
        texts = [squeeze(text) for _, text in thing.blocks]
        out.update((a[-4:], b[:4]) for a, b in pairwise(texts))
    return out


def _characters(text: str) -> Counter[str]:
    return Counter(char for char in fold(text) if not char.isspace() and char != "\ufeff")


def _concordance(pairs: Sequence[tuple[int, int]]) -> int:
    """Pairs in the same order on both sides, less those in the other."""
    return sum(1 if (a[0] - b[0]) * (a[1] - b[1]) > 0 else -1 for n, a in enumerate(pairs) for b in pairs[n + 1 :])


def _raw_place(raw: str, thing: Thing) -> int:
    """Where an item begins in the raw text, spaces apart."""
    probes = [fold(squeeze(text)) for text in (*(text for _, text in thing.blocks), thing.headline) if text]
    return next((at for size in (30, 12, 8, 5) for probe in probes if (at := raw.find(probe[:size])) >= 0), len(raw))


def score(truth: Sequence[Thing], found: Sequence[Thing], furniture: Sequence[str], raw: str) -> Score:
    """One page's score: true items, furniture among them, against converted items in order and furniture lines."""
    out = Score()
    real = [thing for thing in truth if thing.kind != "furniture"]
    pairs = match(real, found)
    extra = [thing for place, thing in enumerate(found) if place not in set(pairs.values())]
    good = 0
    for place, true in enumerate(real):
        got = found[pairs[place]] if place in pairs else None
        good += got is not None and agree(true.core, got.core)
        length = len(true.full)
        out.add("text", length - min(length, edit_distance(true.full, got.full)) if got else 0, length)
        out.add("kind", got is not None and got.kind == true.kind, 1)
        for name in _FIELDS:
            wanted, have = true.value(name), got.value(name) if got else None
            if name == "headline" and not wanted:
                out.add("headline_null", got is not None and not have, 1)
            elif wanted or have:
                out.add(name, wanted == have, 1)
    for thing in extra:
        for name in _FIELDS:
            if name != "headline" and thing.value(name):
                out.add(name, 0, 1)
    out.add("segmentation", 2 * good, len(real) + len(found))
    _f1(out, "paragraphs", _boundaries(real), _boundaries(found))
    _f1(
        out,
        "crossheads",
        *(Counter(squeeze(t) for x in side for head, t in x.blocks if head) for side in (real, found)),
    )
    printed = "".join(text for thing in truth if thing.kind == "furniture" for _, text in thing.blocks)
    _f1(out, "furniture", _characters(printed), _characters("".join(furniture)))
    flat = fold(re.sub(r"\s", "", raw))
    most = len(real) * (len(real) - 1) // 2
    out.add("order", _concordance(list(pairs.items())), most)
    out.add("order_raw", _concordance([(_raw_place(flat, real[i]), j) for i, j in pairs.items()]), most)
    own = "".join(map(_own_text, found)) + "".join(furniture)
    held = _characters(own + "".join(name for thing in found for name in thing.authors))
    out.add("conservation", (_characters(raw) & held).total(), _characters(raw).total())
    out.add("invented", (_characters(own) - _characters(raw)).total(), _characters(raw).total())
    return out


def _own_text(thing: Thing) -> str:
    jumps = "".join(str(number) for number in (thing.jump_to, thing.jump_from) if number)
    return thing.full + thing.byline + thing.credit + jumps


def agree(one: str, other: str) -> bool:
    """Whether two texts share `AGREE` of their characters, both ways."""
    common = common_length(one, other)
    return common >= AGREE * len(one) and common >= AGREE * len(other)


def _f1(out: Score, column: str, one: Counter[Any], other: Counter[Any]) -> None:
    out.add(column, 2 * (one & other).total(), one.total() + other.total())
