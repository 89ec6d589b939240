"""ALTO XML, versions 1 to 4: the pages of a file as values in points. docs/layout.md tells what is read of it.

ALTO is the Library of Congress's format for the text of scanned pages and where it stands
(https://www.loc.gov/standards/alto/). Elements are known by their local names, so that every version's namespace is
read, and the one that some programs leave out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from statistics import median

from scripts.extraction.altoline import TextStyle, box_of, named_style, number_of, read_line, style_of
from scripts.extraction.recognised import RecognisedLine, ems, estimated_size
from scripts.extraction.safexml import XmlElement, attribute, below, children, local
from scripts.pagetext.geometry import Box, around

UNITS: Mapping[str, float] = {"mm10": 72 / 254, "inch1200": 72 / 1200}
"""Points of a unit; `pixel` depends on the picture's resolution."""
RESOLUTIONS = (300.0, 400.0, 600.0, 200.0, 150.0)
"""Dots per inch that newspapers are scanned at, the usual first."""
TALLEST = 1750.0
"""Points: a broadsheet page is 1,500 to 1,650 high. A page that would be higher was scanned at more dots."""
LOWEST = 400.0
"""Points: lower than a small tabloid's page."""
THIN = 3.0
"""Points up to which a graphical element is a rule."""
SPACES = ("TopMargin", "PrintSpace", "LeftMargin", "RightMargin", "BottomMargin")
"""The parts of a page in the order in which one reads them."""
MOST_DEPTH = 20


@dataclass(frozen=True, slots=True)
class AltoPage:
    """One page in points: its lines in reading order; `image` names the picture that it was read from, `printed` is
    the number that is printed on it, `unplaced` counts lines that the file gives no place.
    """

    width: float
    height: float
    lines: tuple[RecognisedLine, ...]
    pictures: tuple[Box, ...] = ()
    rules: tuple[Box, ...] = ()
    boxes: tuple[Box, ...] = ()
    image: str = ""
    printed: str = ""
    unplaced: int = 0


@dataclass(slots=True)
class _Gathered:
    """What is found of a page on the way through it; the lines of each block by the block's ID."""

    scale: float
    styles: Mapping[str, TextStyle]
    blocks: list[tuple[str, list[RecognisedLine]]] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)
    rules: list[Box] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    next_of: dict[str, str] = field(default_factory=dict)


def alto_pages(root: XmlElement, resolution: float = 0.0) -> list[AltoPage]:
    """The pages of an ALTO document. `resolution` is the picture's in dots per inch where it is known: units of a
    pixel need it, and it is estimated otherwise.
    """
    unit = next((element.text or "" for element in below(root, "MeasurementUnit")), "pixel").strip()
    image = next((element.text or "" for element in below(root, "fileName")), "").strip()
    styles = {attribute(element, "ID"): style_of(element) for element in below(root, "TextStyle")}
    order = _reading_order(root)
    out = []
    for page in below(root, "Page"):
        scale = UNITS.get(unit) or 72 / (resolution or _resolution(page, styles))
        out.append(replace(_page(page, scale, styles, order), image=image))
    return out


def _page(page: XmlElement, scale: float, styles: Mapping[str, TextStyle], order: Mapping[str, int]) -> AltoPage:
    gathered = _Gathered(scale, styles)
    style = named_style(page, styles, TextStyle())
    for space in sorted(children(page, *SPACES), key=lambda part: SPACES.index(local(part))):
        _gather(space, gathered, named_style(space, styles, style), 0)
    lines = [line for block in _in_order(gathered, order) for line in block]
    placed = [line.box for line in lines if line.box]
    boxes = [*placed, *gathered.pictures, *gathered.rules, *gathered.boxes]
    spaces = [box for print_space in children(page, "PrintSpace") if (box := box_of(print_space, scale))]
    whole = around([*boxes, *spaces]) if boxes or spaces else Box(0, 0, 1, 1)
    width, height = (number_of(page, name) * scale for name in ("WIDTH", "HEIGHT"))
    return AltoPage(
        max(width, whole.right if not width else 0, 1.0),
        max(height, whole.bottom if not height else 0, 1.0),
        tuple(lines),
        tuple(gathered.pictures),
        tuple(gathered.rules),
        tuple(gathered.boxes),
        printed=attribute(page, "PRINTED_IMG_NR").strip(),
        unplaced=sum(line.box is None for line in lines),
    )


def _gather(space: XmlElement, gathered: _Gathered, style: TextStyle, depth: int, within: tuple[str, ...] = ()) -> None:
    for block in children(space, "TextBlock", "Illustration", "GraphicalElement", "ComposedBlock"):
        kind, box = local(block), box_of(block, gathered.scale)
        names = (*within, attribute(block, "ID"))
        own = named_style(block, gathered.styles, style)
        if after := attribute(block, "IDNEXT"):
            gathered.next_of[attribute(block, "ID")] = after
        if kind == "TextBlock":
            down = attribute(block, "BASEDIRECTION") in ("ttb", "btt")
            lines = [
                replace(
                    read_line(text_line, gathered.scale, gathered.styles, own, down),
                    names=(*names, attribute(text_line, "ID")),
                )
                for text_line in children(block, "TextLine")
            ]
            gathered.blocks.append((attribute(block, "ID"), [line for line in lines if line.text.strip()]))
        elif kind == "ComposedBlock":
            if depth < MOST_DEPTH:
                _gather(block, gathered, own, depth + 1, names)
        elif box is None:
            continue
        elif kind == "Illustration":
            gathered.pictures.append(box)
        elif min(box.width, box.height) <= THIN:
            gathered.rules.append(box)
        else:
            gathered.boxes.append(box)


def _in_order(gathered: _Gathered, order: Mapping[str, int]) -> Iterator[list[RecognisedLine]]:
    """The blocks as ReadingOrder has them, else as IDNEXT leads from one to the next, else as they stand."""
    if order:
        last = 0
        ranks = []
        for name, _ in gathered.blocks:
            last = order.get(name, last)
            ranks.append(last)
        yield from (gathered.blocks[n][1] for n in sorted(range(len(ranks)), key=ranks.__getitem__))
        return
    by_name = {name: n for n, (name, _) in enumerate(gathered.blocks)}
    later = {after for before, after in gathered.next_of.items() if before in by_name and after in by_name}
    taken: set[int] = set()
    starts = [n for n, (name, _) in enumerate(gathered.blocks) if name not in later]
    for start in (*starts, *range(len(gathered.blocks))):  # the second time for what leads in a circle
        at: int | None = start
        while at is not None and at not in taken:
            taken.add(at)
            yield gathered.blocks[at][1]
            at = by_name.get(gathered.next_of.get(gathered.blocks[at][0], ""))


def _reading_order(root: XmlElement) -> dict[str, int]:
    """The place of each element in the document's ReadingOrder; empty where there is none, or one without order."""
    groups = [group for order in below(root, "ReadingOrder") for group in children(order, "OrderedGroup")]
    if not groups:
        return {}
    refs = [ref for element in below(groups[0], "ElementRef") for ref in attribute(element, "REF").split()]
    return {ref: place for place, ref in enumerate(refs, 1)}


def _resolution(page: XmlElement, styles: Mapping[str, TextStyle]) -> float:
    """Dots per inch of a page in pixels, by the sizes that its styles tell, else the usual that fits its height."""
    seen: list[float] = []
    for line in below(page, "TextLine"):
        style = named_style(line, styles, named_style(line.getparent(), styles, TextStyle()))
        words = children(line, "String")
        style = named_style(words[0], styles, style) if words else style
        box, text = box_of(line, 1.0), "".join(attribute(word, "CONTENT") for word in words)
        if style.size and box and ems(text) >= 3:
            seen.append(72 * estimated_size(RecognisedLine(text, box)) / style.size)
    if len(seen) >= 5 and 60 <= median(seen) <= 1300:
        return median(seen)
    height = number_of(page, "HEIGHT") or max((box.bottom for box in _boxes(page)), default=0.0)
    fitting = [dots for dots in RESOLUTIONS if LOWEST <= height * 72 / dots <= TALLEST]
    return fitting[0] if fitting else RESOLUTIONS[0]


def _boxes(page: XmlElement) -> Iterable[Box]:
    return (box for line in below(page, "TextLine") if (box := box_of(line, 1.0)))
