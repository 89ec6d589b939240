"""LABEL.layout.json: a page's layout on disk, beside its raw text. docs/layout.md has the format for other programs.

One page a file, versioned. Lines are keyed by their number in the raw text file, from 1; text is never in it, so that
there is one place to correct a character. Numbers are points to a tenth. Fonts and colours are listed once and named by
their place in the list: a broadsheet page is some 40 KB. How sure a recogniser was of a line stands apart, to a
hundredth, for the lines where it was not quite sure.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from scripts.pagetext.geometry import SOURCES, Box, Layout, LineGeometry, Part, Picture

VERSION = 1
SUFFIX = ".layout.json"
_LINE_FIELDS = 9
"""Of a line's row: left, top, right, bottom, baseline, size, font, colour, whether upright. Its parts follow."""
SURE = 0.995
"""Confidence from which a line's is not written."""
LARGEST = 40_000_000
"""Bytes of a layout file that is still read: a page of 100,000 lines."""


class LayoutError(ValueError):
    """A file that is no layout; the message says what is wrong."""


def layout_path(raw: Path) -> Path:
    """Where the layout of a raw page lies: `A01-要闻.txt` has `A01-要闻.layout.json`."""
    return raw.with_name(raw.stem + SUFFIX)


def as_json(layout: Layout) -> str:
    """The file's text: a line of the page a line of the file."""
    fonts = sorted({line.font for line in layout.lines.values()})
    colours = sorted({line.colour for line in layout.lines.values()})
    at_font, at_colour = ({name: n for n, name in enumerate(names)} for names in (fonts, colours))
    rows = []
    for number, line in sorted(layout.lines.items()):
        row: list[Any] = [
            *map(_tenth, line.box),
            _tenth(line.baseline),
            _tenth(line.size),
            at_font[line.font],
            at_colour[line.colour],
            int(line.upright),
        ]
        row += [[part.start, _tenth(part.left), _tenth(part.right)] for part in line.parts]
        rows.append(f'  "{number}": {_compact(row)}')
    head: dict[str, Any] = {
        "version": VERSION,
        "width": _tenth(layout.width),
        "height": _tenth(layout.height),
        "source": layout.source,
        "picture": layout.picture,
        "fonts": fonts,
        "colours": colours,
        "pictures": [{"box": _numbers(picture.box), "file": picture.file} for picture in layout.pictures],
        "rules": [_numbers(rule) for rule in layout.rules],
        "boxes": [_numbers(box) for box in layout.boxes],
    }
    unsure = {str(n): round(line.confidence, 2) for n, line in sorted(layout.lines.items()) if line.confidence < SURE}
    if unsure:
        head["confidence"] = unsure
    parts = [f" {_compact(key)}: {_compact(value)}" for key, value in head.items()]
    parts.append(' "lines": {\n' + ",\n".join(rows) + "\n }")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _tenth(value: float) -> float:
    tenth = round(value, 1)
    return int(tenth) if tenth == int(tenth) else tenth


def _numbers(box: Box) -> list[float]:
    return [_tenth(value) for value in box]


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def read_layout(path: Path) -> Layout:
    """The layout at `path`. Raises LayoutError where it is none, OSError where it cannot be read."""
    if path.stat().st_size > LARGEST:
        raise LayoutError(f"larger than {LARGEST} bytes")
    return parse(path.read_text(encoding="utf-8", errors="replace"))


def parse(text: str) -> Layout:
    """A layout file's text as values. Raises LayoutError, which names the field and what it should be."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise LayoutError(f"no JSON: {error}") from error
    if not isinstance(data, dict):
        raise LayoutError("not an object")
    if data.get("version") != VERSION:
        raise LayoutError(f"version: {data.get('version')!r} is not {VERSION}: extract the page again")
    fonts, colours = (_names(data.get(key), key) for key in ("fonts", "colours"))
    lines, unsure = data.get("lines"), data.get("confidence", {})
    if not isinstance(lines, dict):
        raise LayoutError("lines: not an object")
    if not isinstance(unsure, dict):
        raise LayoutError("confidence: not an object")
    source = data.get("source")
    if source not in SOURCES:
        raise LayoutError(f"source: none of {', '.join(SOURCES)}")
    picture = data.get("picture", "")
    return Layout(
        width=_size(data.get("width"), "width"),
        height=_size(data.get("height"), "height"),
        source=source,
        lines=dict(_line(key, row, fonts, colours, unsure.get(key, 1.0)) for key, row in lines.items()),
        pictures=tuple(_picture(picture) for picture in _list(data.get("pictures", []), "pictures")),
        rules=tuple(_box(rule, "rules") for rule in _list(data.get("rules", []), "rules")),
        boxes=tuple(_box(box, "boxes") for box in _list(data.get("boxes", []), "boxes")),
        picture=_file(picture, "picture"),
    )


def _line(
    key: str, row: object, fonts: Sequence[str], colours: Sequence[str], confidence: object
) -> tuple[int, LineGeometry]:
    where = f"lines.{key}"
    if not (key.isascii() and key.isdigit() and int(key) > 0):
        raise LayoutError(f"{where}: a line's number is from 1")
    if not isinstance(row, list) or len(row) < _LINE_FIELDS:
        raise LayoutError(f"{where}: not a list of {_LINE_FIELDS} numbers")
    box, (baseline, size) = _box(row[:4], where), (_finite(value, where) for value in row[4:6])
    return int(key), LineGeometry(
        box,
        baseline,
        max(size, 0.1),
        _named(row[6], fonts, where),
        _named(row[7], colours, where),
        bool(row[8]),
        tuple(_part(part, where) for part in row[_LINE_FIELDS:]),
        min(1.0, max(0.0, _finite(confidence, f"confidence.{key}"))),
    )


def _part(data: object, where: str) -> Part:
    if not isinstance(data, list) or len(data) != 3 or not isinstance(data[0], int) or data[0] < 0:
        raise LayoutError(f"{where}: a part is its first character and two edges")
    return Part(data[0], _finite(data[1], where), _finite(data[2], where))


def _named(place: object, names: Sequence[str], where: str) -> str:
    if not isinstance(place, int) or not 0 <= place < len(names):
        raise LayoutError(f"{where}: names a font or colour that is not listed")
    return names[place]


def _names(data: object, where: str) -> list[str]:
    names = _list(data, where)
    if not all(isinstance(name, str) for name in names):
        raise LayoutError(f"{where}: not a list of names")
    return [str(name) for name in names]


def _picture(data: object) -> Picture:
    if not isinstance(data, Mapping):
        raise LayoutError("pictures: not a list of objects")
    return Picture(_box(data.get("box"), "pictures"), _file(data.get("file", ""), "pictures"))


def _file(name: object, where: str) -> str:
    """A file beside the raw text: a bare name, or nothing."""
    if not isinstance(name, str) or any(mark in name for mark in "/\\\0") or name.startswith("."):
        raise LayoutError(f"{where}: a file is named without folders")
    return name


def _box(data: object, where: str) -> Box:
    values = [_finite(value, where) for value in _list(data, where)]
    if len(values) != 4:
        raise LayoutError(f"{where}: a box is left, top, right, bottom")
    left, top, right, bottom = values
    return Box(min(left, right), min(top, bottom), max(left, right), max(top, bottom))


def _list(data: object, where: str) -> list[Any]:
    if not isinstance(data, list):
        raise LayoutError(f"{where}: not a list")
    return data


def _size(value: object, where: str) -> float:
    size = _finite(value, where)
    if size <= 0:
        raise LayoutError(f"{where}: not above 0")
    return size


def _finite(value: object, where: str) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool) or not math.isfinite(value):
        raise LayoutError(f"{where}: not a number")
    return float(value)
