"""Small PDFs for tests, written by hand: lines of Chinese at given places, in a font that readers know by name."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

Line = tuple[str, float, float, float]  # text, x, y from below, size

_FONT = (
    b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts["
    b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000"
    b"/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>"
    b"/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 4/FontBBox[-25 -254 1000 880]"
    b"/ItalicAngle 0/Ascent 752/Descent -271/CapHeight 737/StemV 58>>>>]>>"
)


_LOCK = b"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<%s>/U<%s>>>/ID[<00><00>]" % (b"11" * 32, b"22" * 32)


def matrix(size: float, turned: bool) -> str:
    """A text matrix that holds the size, as typesetting programs write it."""
    return f"0 {size} {-size} 0" if turned else f"{size} 0 0 {size}"


def draw_pdf(path: Path, lines: Sequence[Line], content: str) -> Path:
    """A PDF of one page with lines and drawing operators; `/Im0` is a picture of a few colours."""
    return write_pdf(path, [lines], content=content)


def write_pdf(
    path: Path,
    pages: Sequence[Sequence[Line]],
    *,
    locked: bool = False,
    turned: bool = False,
    width: float = 600,
    content: str = "",
    extra: str = "",
) -> Path:
    """A PDF of those pages; a page without lines has no text.

    `locked` asks for a password that nobody knows; `turned` writes upwards, x and y being taken as they are; `content`
    is drawn on each page first; `extra` are entries of each page.
    """
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    bodies = [b"<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Count {len(pages)}/Kids[{kids}]>>".encode(), _FONT]
    image = len(pages) * 2 + 4
    for number, lines in enumerate(pages):
        shown = (
            content
            + "\n"
            + "".join(
                f"BT /F1 1 Tf {matrix(size, turned)} {x} {y} Tm <{text.encode('utf-16-be').hex()}> Tj ET\n"
                for text, x, y, size in lines
            )
        )
        data = shown.encode()
        bodies.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {width} 800]{extra}/Resources<</Font<</F1 3 0 R>>"
            f"/XObject<</Im0 {image} 0 R>>>>/Contents {5 + 2 * number} 0 R>>".encode()
        )
        bodies.append(f"<</Length {len(data)}>>stream\n".encode() + data + b"endstream")
    pixels = bytes(range(0, 192, 4)) * 2
    bodies.append(
        b"<</Type/XObject/Subtype/Image/Width 8/Height 4/BitsPerComponent 8/ColorSpace/DeviceRGB/Length 96>>stream\n"
        + pixels
        + b"endstream"
    )
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    lock = _LOCK.decode() if locked else ""
    trailer = f"trailer<</Size {len(bodies) + 1}/Root 1 0 R{lock}>>\nstartxref\n{len(out)}\n%%EOF\n"
    path.write_bytes(out + f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n{table}{trailer}".encode())
    return path
