"""SVG without what acts: rebuilt from the elements and attributes that draw, by two lists of what is let through.

A drawing comes from anywhere and is served from the paper's own address, where a script in it could act as the paper's.
What an editor's program adds for itself (Inkscape's, Illustrator's notes) goes without a word; what acts or asks for
something from elsewhere is named. Names are those of SVG 2, appendices F and G.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

SVG, XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"

ELEMENTS = frozenset((
    "svg", "g", "defs", "symbol", "use", "title", "desc", "switch", "path", "rect", "circle", "ellipse", "line",
    "polyline", "polygon", "text", "tspan", "textPath", "linearGradient", "radialGradient", "stop", "pattern",
    "clipPath", "mask", "marker", "image", "style", "filter", "feBlend", "feColorMatrix", "feComponentTransfer",
    "feComposite", "feConvolveMatrix", "feDiffuseLighting", "feDisplacementMap", "feDistantLight",
    "feDropShadow", "feFlood", "feFuncA", "feFuncB", "feFuncG", "feFuncR", "feGaussianBlur", "feMerge",
    "feMergeNode", "feMorphology", "feOffset", "fePointLight", "feSpecularLighting", "feSpotLight", "feTile",
    "feTurbulence",
))  # fmt: skip

ACTIVE = frozenset((
    "script", "handler", "foreignObject", "iframe", "object", "embed", "audio", "video", "canvas", "animate",
    "animateMotion", "animateTransform", "set", "discard", "a",
))  # fmt: skip
"""What acts or leads away: named to the editor. Whatever else is not in ELEMENTS goes without a word."""

LONGEST = 5_000_000
"""Bytes: a drawing that has more is none for the web."""

_OUTSIDE = re.compile(r"@import|@font-face|expression\s*\(|url\(\s*['\"]?(?!['\"]?\s*#)", re.I)
_INSIDE = re.compile(r"#|data:image/(?:png|jpeg|webp|gif);base64,", re.I)
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]*")


class SvgError(ValueError):
    """What cannot be read as SVG; the message says why and where."""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The drawing as it may be published, and what it lost that acts, as `<script>`, `onclick`, `href="https:…"`."""

    data: bytes
    removed: tuple[str, ...]


def clean(data: bytes) -> Cleaned:
    """An SVG with nothing in it but what draws. Raises SvgError."""
    if len(data) > LONGEST:
        raise SvgError(f"{len(data) / 1e6:.1f} MB are too many for a drawing")
    reader = expat.ParserCreate(namespace_separator=" ")
    reader.buffer_text = True
    writer = _Writer()
    reader.StartElementHandler = writer.start
    reader.EndElementHandler = writer.end
    reader.CharacterDataHandler = writer.text
    reader.EntityDeclHandler = writer.entity
    try:
        reader.Parse(data, True)
    except expat.ExpatError as error:
        raise SvgError(f"line {error.lineno}: {expat.errors.messages[error.code]}") from error
    except (ValueError, LookupError) as error:  # an encoding that is none
        raise SvgError(str(error)) from error
    if not writer.parts:
        raise SvgError("its outermost element is not <svg>")
    return Cleaned("".join(writer.parts).encode() + b"\n", tuple(dict.fromkeys(writer.removed)))


class _Writer:
    """What expat reads, written again."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.removed: list[str] = []
        self._open: list[str] = []
        self._skipping = 0

    def entity(self, name: str, *_: Any) -> None:
        raise SvgError(f"it declares an entity ({name})")

    def start(self, full: str, attributes: dict[str, str]) -> None:
        space, _, name = full.rpartition(" ")
        known = space == SVG and name in ELEMENTS
        if not self._open and not self._skipping and (space, name) != (SVG, "svg"):
            raise SvgError("its outermost element is not <svg>")
        if self._skipping or not known:
            if name in ACTIVE:
                self.removed.append(f"<{name}>")
            self._skipping += 1
            return
        root = not self._open
        kept = "".join(f" {key}={quoteattr(value)}" for key, value in self._attributes(name, attributes))
        spaces = f' xmlns="{SVG}" xmlns:xlink="{XLINK}"' if root else ""
        self.parts.append(f"<{name}{spaces}{kept}>")
        self._open.append(name)

    def _attributes(self, element: str, attributes: dict[str, str]) -> list[tuple[str, str]]:
        kept = []
        for full, value in attributes.items():
            space, _, name = full.rpartition(" ")
            if space not in ("", XLINK) or not _NAME.fullmatch(name):
                continue
            if name.lower().startswith("on"):
                self.removed.append(name)
            elif name == "href":
                if _INSIDE.match(value.strip()):
                    kept.append(("xlink:href" if space else "href", value))
                else:
                    self.removed.append(f'href="{value.strip()[:30]}"')
            elif name in ("src", "base") or space or _OUTSIDE.search(value):
                self.removed.append(f"{name} of <{element}>")
            else:
                kept.append((name, value))
        return kept

    def text(self, text: str) -> None:
        if self._skipping or not self._open:
            return
        if self._open[-1] == "style" and _OUTSIDE.search(text):
            self.removed.append("<style> that asks for something from elsewhere")
            return
        self.parts.append(escape(text))

    def end(self, _full: str) -> None:
        if self._skipping:
            self._skipping -= 1
            return
        self.parts.append(f"</{self._open.pop()}>")
