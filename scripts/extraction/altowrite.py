"""A raw page and its layout as ALTO XML 4: what libraries and their viewers read. docs/layout.md tells what is in it.

Places are in 1/1200 inch (0.06 point), so that nothing is lost by rounding to a tenth of a point. Boxes and rules have
no other place in ALTO than GraphicalElement. Validated in tests against a schema of the parts that are written, made
from ALTO 4.4's (https://github.com/altoxml/schema).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from lxml import etree

from scripts.extraction.layoutfile import SURE
from scripts.extraction.safexml import XmlElement
from scripts.pagetext.geometry import Box, Layout, LineGeometry

NAMESPACE = "http://www.loc.gov/standards/alto/ns-v4#"
SCHEMA = "4.4"
PER_POINT = 1200 / 72
_WORD = re.compile(r"[^\s\u3000]+")
_NO_XML = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
SOFT_HYPHEN = "\u00ad"


def as_alto(rows: Sequence[str], layout: Layout, *, printed: str = "", number: int = 1) -> bytes:
    """The ALTO document of a page: `rows` are the raw text's lines, from line 1; `printed` is its label, `number` its
    place in the edition. Lines that the layout does not know are written without a place.
    """
    root = etree.Element(_name("alto"), nsmap={None: NAMESPACE}, SCHEMAVERSION=SCHEMA)
    _description(root, layout)
    styles = _styles(root, layout)
    page = _add(_add(root, "Layout"), "Page", ID="P1", PHYSICAL_IMG_NR=str(number))
    if printed:
        page.set("PRINTED_IMG_NR", printed)
    page.set("WIDTH", _units(layout.width))
    page.set("HEIGHT", _units(layout.height))
    space = _add(page, "PrintSpace", ID="S1", **_place(Box(0, 0, layout.width, layout.height)))
    for block, numbers in enumerate(_blocks(rows), 1):
        _text_block(space, block, numbers, rows, layout, styles)
    for n, picture in enumerate(layout.pictures, 1):
        _add(space, "Illustration", ID=f"I{n}", **_place(picture.box))
    for n, box in enumerate((*layout.rules, *layout.boxes), 1):
        _add(space, "GraphicalElement", ID=f"G{n}", **_place(box))
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return data


def _description(root: XmlElement, layout: Layout) -> None:
    description = _add(root, "Description")
    _add(description, "MeasurementUnit").text = "inch1200"
    if layout.picture:
        _add(_add(description, "sourceImageInformation"), "fileName").text = _sound(layout.picture)
    step = _add(description, "Processing", ID="PR1")
    how = {"pdf": "characters of a born-digital PDF", "alto": "ALTO of another program", "ocr": "OCR"}
    _add(step, "processingCategory").text = "contentGeneration"
    _add(step, "processingStepDescription").text = how[layout.source]
    _add(_add(step, "processingSoftware"), "softwareName").text = "Banmian"


FontStyle = tuple[str, float, str]


def _style_of(line: LineGeometry) -> FontStyle:
    return line.font, round(line.size, 1), line.colour


def _styles(root: XmlElement, layout: Layout) -> dict[FontStyle, str]:
    names = {style: f"T{n}" for n, style in enumerate(sorted({_style_of(line) for line in layout.lines.values()}), 1)}
    if names:
        section = _add(root, "Styles")
        for (font, size, colour), name in names.items():
            style = _add(section, "TextStyle", ID=name)
            if font:
                style.set("FONTFAMILY", _sound(font))
            style.set("FONTSIZE", f"{size:g}")
            if re.fullmatch("#[0-9a-f]{6}", colour):
                style.set("FONTCOLOR", colour[1:])
    return names


def _blocks(rows: Sequence[str]) -> Iterator[list[int]]:
    """The numbers of lines that stand together in the raw text, from 1."""
    block: list[int] = []
    for number, row in enumerate(rows, 1):
        if row.strip():
            block.append(number)
        elif block:
            yield block
            block = []
    if block:
        yield block


def _text_block(
    space: XmlElement,
    number: int,
    lines: Sequence[int],
    rows: Sequence[str],
    layout: Layout,
    styles: Mapping[FontStyle, str],
) -> None:
    block = _add(space, "TextBlock", ID=f"B{number}")
    boxes = [layout.lines[n].box for n in lines if n in layout.lines]
    if boxes:
        whole = boxes[0]
        for box in boxes[1:]:
            whole = whole.union(box)
        for name, value in _place(whole).items():
            block.set(name, value)
    for n in lines:
        known = layout.lines.get(n)
        line = _add(block, "TextLine", ID=f"L{n}")
        if known:
            line.set("STYLEREFS", styles[_style_of(known)])
            for name, value in _place(known.box).items():
                line.set(name, value)
            if known.upright:
                line.set("BASELINE", _units(known.baseline))
            else:
                line.set("BASEDIRECTION", "ttb")
        _strings(line, n, rows[n - 1], known)


def _strings(line: XmlElement, number: int, row: str, known: LineGeometry | None) -> None:
    """The words of a line: a String for each stretch without spaces, SP between them, HYP for a soft hyphen's end."""
    text = _sound(row.rstrip())
    plain = text.removesuffix(SOFT_HYPHEN)
    hyphen = plain != text and bool(plain.strip())
    words = [(match.start(), match.end()) for match in _WORD.finditer(plain if hyphen else text)]
    for place, (start, end) in enumerate(words, 1):
        if place > 1:
            _add(line, "SP")
        string = _add(line, "String", ID=f"W{number}_{place}", CONTENT=text[start:end])
        if known:
            for name, value in _place(_word_box(known, start, end, words[0][0], words[-1][1])).items():
                string.set(name, value)
            if known.confidence < SURE:
                string.set("WC", f"{known.confidence:.2f}")
        if hyphen and place == len(words):
            string.set("SUBS_TYPE", "HypPart1")
    if hyphen:
        _add(line, "HYP", CONTENT="-")


def _word_box(line: LineGeometry, start: int, end: int, first: int, last: int) -> Box:
    """The part of a line's box that characters take: by its parts where they are known, else by their share."""
    box = line.box
    for part in reversed(line.parts):
        if part.start <= start:
            following = [other.start for other in line.parts if other.start > part.start]
            whole = max(1, (following[0] if following else last) - part.start)
            wide = part.right - part.left
            left = part.left + wide * (start - part.start) / whole
            return Box(left, box.top, min(part.right, part.left + wide * (end - part.start) / whole), box.bottom)
    low, high = (start - first) / max(1, last - first), (end - first) / max(1, last - first)
    if line.upright:
        return Box(box.left + low * box.width, box.top, box.left + high * box.width, box.bottom)
    return Box(box.left, box.top + low * box.height, box.right, box.top + high * box.height)


def _add(parent: XmlElement, name: str, **attributes: str) -> XmlElement:
    return etree.SubElement(parent, _name(name), attributes)


def _name(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _place(box: Box) -> dict[str, str]:
    values = {"HPOS": box.left, "VPOS": box.top, "WIDTH": box.width, "HEIGHT": box.height}
    return {name: _units(value) for name, value in values.items()}


def _units(points: float) -> str:
    value = round(points * PER_POINT, 1)
    return str(int(value)) if value == int(value) else str(value)


def _sound(text: str) -> str:
    """A text without characters that XML cannot hold."""
    return _NO_XML.sub("\ufffd", text)
