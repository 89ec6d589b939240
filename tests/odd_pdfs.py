"""More than a hundred PDFs that are odd in some way, made by rule and from fixed seeds: for what must not crash."""

from __future__ import annotations

import random
import zlib
from collections.abc import Iterator
from pathlib import Path

from tests.pdfs import Line, write_pdf

LINES: list[Line] = [
    ("麦子熟了大家都高兴", 70, 700, 24),
    *[("今年的麦子早熟了，机器", 60, 660 - 15 * n, 10) for n in range(8)],
]
FONT = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def build(objects: list[bytes | str], trailer: str = "") -> bytes:
    """A PDF of those objects, the first its catalogue; its table of places is right."""
    out, places = b"%PDF-1.5\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        data = body if isinstance(body, bytes) else body.encode("utf-8")
        out += f"{number} 0 obj\n".encode() + data + b"\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    end = f"trailer<</Size {len(objects) + 1}/Root 1 0 R{trailer}>>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{end}".encode()


def stream(data: bytes | str, head: str = "") -> bytes:
    """A stream object."""
    raw = data.encode() if isinstance(data, str) else data
    return f"<<{head}/Length {len(raw)}>>stream\n".encode() + raw + b"\nendstream"


def one_page(
    content: bytes | str = "BT /F1 12 Tf 50 700 Td (Wheat is ripe) Tj ET",
    *,
    page: str = "/MediaBox[0 0 600 800]",
    fonts: str = f"/F1 {FONT}",
    more: str = "",
    objects: tuple[bytes | str, ...] = (),
) -> bytes:
    """A PDF of one page; further objects are numbered from 5."""
    return build(
        [
            "<</Type/Catalog/Pages 2 0 R>>",
            "<</Type/Pages/Count 1/Kids[3 0 R]>>",
            f"<</Type/Page/Parent 2 0 R{page}/Contents 4 0 R/Resources<</Font<<{fonts}>>{more}>>>>",
            stream(content),
            *objects,
        ]
    )


SHOW = "BT /F1 12 Tf 50 700 Td (Wheat is ripe) Tj ET\n"
BOXES = (
    "/MediaBox[0 0 14400 14400]",
    "/MediaBox[0 0 900000 1200000]",
    "/MediaBox[0 0 1 1]",
    "/MediaBox[0 0 0 0]",
    "/MediaBox[600 800 0 0]",
    "/MediaBox[-300 -400 300 400]",
    "/MediaBox[0 0 1e38 1e38]",
    "/MediaBox[(a) (b) (c) (d)]",
    "/MediaBox[0 0 600]",
    "/MediaBox[0 0 600 0.001]",
    "",
    "/MediaBox[0 0 600 800]/CropBox[100 100 500 760]",
    "/MediaBox[0 0 600 800]/CropBox[700 900 800 1000]",
    "/MediaBox[0 0 600 800]/CropBox[-100 -100 9000 9000]",
    "/MediaBox[0 0 600 800]/CropBox[100 100 100 100]",
    "/MediaBox[0 0 600 800]/UserUnit 1000",
    *(f"/MediaBox[0 0 600 800]/Rotate {turn}" for turn in (0, 90, 180, 270, -90, 45, 99999999)),
    "/MediaBox[0 0 1600 800]/Rotate 90",
)
CONTENTS = (
    "",
    "garbage that is no operator",
    "q q q q q q " * 500,
    "Q Q Q Q",
    "BT BT BT /F1 12 Tf (a) Tj",
    "BT /Nowhere 12 Tf 50 700 Td (a) Tj ET",
    "BT /F1 1 Tf 50 700 Td (small as dust) Tj ET",
    "BT /F1 0 Tf 50 700 Td (nothing) Tj ET",
    "BT /F1 -12 Tf 50 700 Td (backwards) Tj ET",
    "BT /F1 99999 Tf 50 700 Td (large) Tj ET",
    "BT /F1 12 Tf 1e30 0 0 1e30 0 0 Tm (far) Tj ET",
    "BT /F1 12 Tf 0 0 0 0 50 700 Tm (flat) Tj ET",
    "BT /F1 12 Tf 1 1 1 1 50 700 Tm (one line) Tj ET",
    "BT 3 Tr /F1 12 Tf 50 700 Td (hidden) Tj ET",
    "BT 7 Tr /F1 12 Tf 50 700 Td (clipped) Tj ET",
    "BT /F1 12 Tf -500 -700 Td (off the page) Tj ET",
    "BT /F1 12 Tf 30 Tw 9 Tc 50 700 Td (wide apart) Tj ET",
    SHOW * 400,
    "BT /F1 9 Tf " + "".join(f"1 0 0 1 {n % 90 * 6} {n // 90 * 7} Tm (x) Tj\n" for n in range(9000)) + "ET",
    "0 0 m 600 800 l S " * 10_000,
    "".join(f"{n % 600} {n // 600 * 40} m {n % 600 + 3} 20 l {n % 600} 40 l f\n" for n in range(10_000)),
    "".join(f"{n / 20:.2f} 0 0.1 800 re f\n" for n in range(10_000)),
    "/Fm0 Do",
    "/Im0 Do",
    "600 0 0 800 0 0 cm /Im0 Do",
    "/Sh0 sh",
    "BI /W 9999 /H 9999 /BPC 8 /CS /RGB ID xx EI",
)
FORM = "/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources<</XObject<</Fm0 5 0 R>>>>"
IMAGE = "/Type/XObject/Subtype/Image/BitsPerComponent 8/ColorSpace/DeviceRGB"


def made() -> Iterator[tuple[str, bytes]]:
    """The odd files by name."""
    for n, page in enumerate(BOXES):
        yield f"box-{n:02}", one_page(page=page)
    for n, content in enumerate(CONTENTS):
        objects = (stream("/Fm0 Do", FORM), stream(b"\0" * 30, IMAGE + "/Width 60000/Height 60000"))
        yield f"content-{n:02}", one_page(content, more="/XObject<</Fm0 5 0 R/Im0 6 0 R>>", objects=objects)
    yield "font-none", one_page(fonts="")
    yield "font-null", one_page(fonts="/F1 null")
    yield "font-nowhere", one_page(fonts="/F1 99 0 R")
    yield "font-type3", one_page(fonts="/F1 <</Type/Font/Subtype/Type3/FontMatrix[0 0 0 0 0 0]/CharProcs<<>>>>")
    yield "font-type0", one_page(fonts="/F1 <</Type/Font/Subtype/Type0/Encoding/None/DescendantFonts[]>>")
    yield "content-broken", one_page(zlib.compress(SHOW.encode())[:20])
    yield (
        "picture-empty",
        one_page("600 0 0 800 0 0 cm /I Do", more="/XObject<</I 5 0 R>>", objects=(stream("", IMAGE),)),
    )
    yield "tree-empty", build(["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count 0/Kids[]>>"])
    yield "tree-null", build(["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count 3/Kids[null 9 0 R 8 0 R]>>"])
    yield "tree-circle", build(["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count 2/Kids[2 0 R 2 0 R]>>"])
    yield "tree-none", build(["<</Type/Catalog>>"])
    yield "tree-liar", build(["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count 400/Kids[]>>"])
    yield "catalogue-none", build(["(no catalogue)"])
    yield "empty", b""
    yield "head-only", b"%PDF-1.7\n"
    yield "no-pdf", "麦子熟了。".encode() * 200
    yield "html", b"<html><body>not found</body></html>"


def whole(folder: Path) -> bytes:
    """A sound PDF of two pages, to be spoilt."""
    return write_pdf(folder / "sound.pdf", [LINES, LINES], content="0.9 g 60 100 200 50 re f").read_bytes()


def odd_pdfs(folder: Path) -> int:
    """Write the odd files into a folder, with a sound one among them; how many there are."""
    folder.mkdir(parents=True, exist_ok=True)
    sound = whole(folder)
    write_pdf(folder / "locked.pdf", [LINES], locked=True)
    write_pdf(folder / "turned.pdf", [LINES], turned=True)
    for name, data in made():
        (folder / f"{name}.pdf").write_bytes(data)
    for n in range(18):
        (folder / f"cut-{n:02}.pdf").write_bytes(sound[: len(sound) * (n + 1) // 20])
    for n in range(40):
        draw, spoilt = random.Random(n), bytearray(sound)
        for _ in range(draw.choice((1, 5, 40))):
            spoilt[draw.randrange(len(spoilt))] = draw.randrange(256)
        (folder / f"flipped-{n:02}.pdf").write_bytes(bytes(spoilt))
    return len(list(folder.glob("*.pdf")))


def large_pdf(path: Path, size: int) -> Path:
    """A PDF of one page whose picture weighs about `size` bytes, of noise that nothing packs."""
    side = int((size / 3) ** 0.5)
    noise = random.Random(1).randbytes(side * side * 3)
    head = f"{IMAGE}/Width {side}/Height {side}"
    picture = "q 500 0 0 300 50 100 cm /Im0 Do Q\n"
    path.write_bytes(one_page(picture + SHOW, more="/XObject<</Im0 5 0 R>>", objects=(stream(noise, head),)))
    return path
