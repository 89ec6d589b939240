"""A line of ALTO: its strings, spaces and hyphens joined, its place, its style, and how sure the recogniser was."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from scripts.extraction.recognised import RecognisedLine, estimated_size, finite
from scripts.extraction.safexml import XmlElement, attribute, children, local
from scripts.pagetext.geometry import Box, Part, around

GLUED = 0.45
"""Ems between two Han characters that are no space of the text: typesetting put it there."""
APART = 0.9
"""Ems between two strings from which they are parted by a space even where the file has none."""
WIDE_GAP, SURE_GAP = 1.2, 2.2
"""Ems that part a line, as in a PDF's (pdflines.py)."""
_HAN = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")


@dataclass(frozen=True, slots=True)
class TextStyle:
    """What a TextStyle says: size in points (0 where it says none), font, colour (`#rrggbb`)."""

    size: float = 0.0
    font: str = ""
    colour: str = ""


def read_line(
    line: XmlElement, scale: float, styles: Mapping[str, TextStyle], style: TextStyle, down: bool
) -> RecognisedLine:
    """A TextLine; `scale` is points a unit, `style` what it inherits, `down` whether its block runs down."""
    own = named_style(line, styles, style)
    words = [_Word.of(element, scale, styles, own) for element in children(line, "String", "SP", "HYP")]
    strings = [word for word in words if word.text.strip()]
    box = box_of(line, scale) or (around([w.box for w in strings if w.box]) if any(w.box for w in strings) else None)
    if strings:  # the style that most of its characters have
        own = max((w.style for w in strings), key=lambda s: sum(len(w.text) for w in strings if w.style == s))
    count = sum(len("".join(word.text.split())) for word in strings)
    if attribute(line, "BASEDIRECTION"):
        down = attribute(line, "BASEDIRECTION") in ("ttb", "btt")
    elif box and count >= 2 and not down:
        down = box.height > 1.8 * box.width and _runs_down(strings)
    sure = sum(word.confidence * len("".join(word.text.split())) for word in strings) / count if count else 1.0
    plain = "".join(word.text for word in strings)
    size = own.size or estimated_size(RecognisedLine(plain, box, upright=not down))
    text, parts = _joined(words, size, down)
    baseline = _baseline(attribute(line, "BASELINE"), scale, box)
    return RecognisedLine(text, box, own.size, own.font, own.colour, not down, sure, parts, baseline)


def _runs_down(strings: Sequence[_Word]) -> bool:
    """Whether strings, where several have a place, stand below each other."""
    boxes = [word.box for word in strings if word.box]
    return len(boxes) < 2 or all(after.middle[1] > before.middle[1] for before, after in pairwise(boxes))


def _joined(words: Sequence[_Word], size: float, down: bool) -> tuple[str, tuple[Part, ...]]:
    """A line's text, and the stretches that wide gaps part it into."""
    text, spans, spaced = "", list[tuple[int, float, float]](), False
    for word in words:
        if word.kind == "SP":
            spaced = True
            continue
        along = _along(word.box, down)
        gap = (along[0] - spans[-1][2]) / max(size, 0.1) if along and spans else None
        if text and word.kind == "String" and _space(text, word.text, spaced, gap):
            text += " "
        if along and word.kind == "String" and word.text:
            spans.append((len(text), *along))
        text += word.text
        spaced = False
    gaps = [after[1] - before[2] for before, after in pairwise(spans)]
    if down or not gaps or max(gaps) < WIDE_GAP * size:
        return text, ()
    least = max(WIDE_GAP * size, min(2 * median(gaps), SURE_GAP * size))
    cuts = [n + 1 for n, gap in enumerate(gaps) if gap >= least]
    parts = [Part(spans[low][0], spans[low][1], spans[high - 1][2]) for low, high in pairwise([0, *cuts, len(spans)])]
    return text, tuple(parts) if len(parts) > 1 else ()


def _space(before: str, after: str, spaced: bool, gap: float | None) -> bool:
    """Whether two strings are parted by a space: Han characters only by a wide one."""
    han = bool(before and after and _HAN.match(before[-1]) and _HAN.match(after[0]))
    if gap is None:
        return spaced and not (han and len(after) == 1)
    return gap >= GLUED if spaced and han else spaced or gap >= APART


def _along(box: Box | None, down: bool) -> tuple[float, float] | None:
    if box is None:
        return None
    return (box.top, box.bottom) if down else (box.left, box.right)


@dataclass(frozen=True, slots=True)
class _Word:
    """A String, a space (SP) or a hyphen at a line's end (HYP)."""

    kind: str
    text: str
    box: Box | None
    confidence: float
    style: TextStyle

    @classmethod
    def of(cls, element: XmlElement, scale: float, styles: Mapping[str, TextStyle], style: TextStyle) -> _Word:
        kind, text = local(element), attribute(element, "CONTENT")
        if kind == "SP":
            text = ""
        elif kind == "HYP":
            text = _hyphen(element, text)
        return cls(kind, text, box_of(element, scale), _confidence(element), named_style(element, styles, style))


def _hyphen(element: XmlElement, text: str) -> str:
    """A hyphen that only the line's end put there is a soft one, which joins the parts again without a trace."""
    before = element.getprevious()
    soft = before is not None and attribute(before, "SUBS_TYPE") == "HypPart1"
    whole, first = (attribute(before, name) for name in ("SUBS_CONTENT", "CONTENT")) if soft else ("", "")
    if soft and (not whole or not whole[len(first) :].startswith(("-", "‐", "‑"))):
        return "\u00ad"
    return text or "-"


def _confidence(element: XmlElement) -> float:
    """WC, else from CC, which has a digit for each character: 0 for sure, 9 for unsure."""
    if attribute(element, "CS").strip().lower() in ("true", "1"):
        return 1.0  # a person has corrected it
    word = number_of(element, "WC", -1.0)
    if 0 <= word <= 1:
        return word
    digits = [int(char) for char in attribute(element, "CC") if char.isascii() and char.isdigit()]
    return 1 - sum(digits) / (9 * len(digits)) if digits else 1.0


def style_of(element: XmlElement) -> TextStyle:
    """What a TextStyle element says."""
    size = number_of(element, "FONTSIZE")
    colour = attribute(element, "FONTCOLOR").strip().lstrip("#").lower()
    sound = re.fullmatch(r"[0-9a-f]{6}", colour)
    font = attribute(element, "FONTFAMILY")
    return TextStyle(size if 1 <= size <= 1000 else 0.0, font, f"#{colour}" if sound else "")


def named_style(element: XmlElement, styles: Mapping[str, TextStyle], inherited: TextStyle) -> TextStyle:
    """The text style that an element refers to, over what it inherits."""
    for name in attribute(element, "STYLEREFS").split():
        if (own := styles.get(name)) is not None:
            return TextStyle(own.size or inherited.size, own.font or inherited.font, own.colour or inherited.colour)
    return inherited


def box_of(element: XmlElement, scale: float) -> Box | None:
    """An element's box, else the one around its polygon; None where it has neither."""
    left, top, wide, high = (number_of(element, name, -1.0) for name in ("HPOS", "VPOS", "WIDTH", "HEIGHT"))
    if all(element.get(name) is not None for name in ("HPOS", "VPOS", "WIDTH", "HEIGHT")) and wide >= 0 and high >= 0:
        return Box(left * scale, top * scale, (left + wide) * scale, (top + high) * scale)
    for shape in children(element, "Shape"):
        for polygon in children(shape, "Polygon"):
            numbers = _numbers(attribute(polygon, "POINTS"))
            if len(numbers) >= 4:
                xs, ys = numbers[::2], numbers[1::2]
                return Box(min(xs) * scale, min(ys) * scale, max(xs) * scale, max(ys) * scale)
    return None


def _baseline(text: str, scale: float, box: Box | None) -> float | None:
    """A baseline: one number, or a list of points of which the middle one counts."""
    numbers = _numbers(text)
    if not numbers or box is None:
        return None
    ys = numbers if len(numbers) == 1 else numbers[1::2]
    y = ys[len(ys) // 2] * scale
    return y if box.top <= y <= box.bottom + box.height else None


def _numbers(text: str) -> list[float]:
    numbers = [float(digits) for digits in re.findall(r"-?\d+(?:\.\d+)?", text[:100_000])]
    return [number for number in numbers if finite(number)]


def number_of(element: XmlElement, name: str, default: float = 0.0) -> float:
    """An attribute as a number, or `default` where it is none that can be a length."""
    try:
        value = float(attribute(element, name) or default)
    except ValueError:
        return default
    return value if finite(value) else default
