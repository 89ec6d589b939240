"""Small METS and ALTO as libraries have them, for tests: of an invented paper, in several versions and units."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import quoteattr

from PIL import Image, ImageDraw

from tests.pdfs import Line

NAMESPACES = {2: "http://www.loc.gov/standards/alto/ns-v2#", 3: "http://www.loc.gov/standards/alto/ns-v3#"}
NAMESPACES |= {4: "http://www.loc.gov/standards/alto/ns-v4#"}
HEIGHT, WIDTH = 800.0, 600.0
INK = 0.93
PER_POINT = {"mm10": 254 / 72, "inch1200": 1200 / 72, "pixel": 300 / 72}


def alto(
    lines: Sequence[Line],
    *,
    version: int = 4,
    unit: str = "inch1200",
    words: int = 1,
    spaces: bool = False,
    extra: str = "",
    image: str = "",
    confidence: Sequence[float] = (),
) -> str:
    """ALTO of lines placed as `write_pdf` places them: a block a line; strings of `words` characters, with a space (SP)
    between them if `spaces`. `extra` are further blocks.
    """
    per = PER_POINT[unit]
    blocks = []
    for n, (text, x, y, size) in enumerate(lines):
        top = (HEIGHT - y) - 0.82 * size
        sure = f' WC="{confidence[n]}"' if n < len(confidence) else ""
        cells = [text[at : at + words] for at in range(0, len(text), words)]
        strings = []
        for at, cell in enumerate(cells):
            left = (x + at * words * size) * per
            place = _place(left, top * per, len(cell) * size * per, INK * size * per)
            strings.append(f"<String {place} CONTENT={quoteattr(cell)}{sure}/>")
        box = _place(x * per, top * per, len(text) * size * per, INK * size * per)
        joint = "<SP/>" if spaces else ""
        line = f'<TextLine ID="L{n}" {box}>{joint.join(strings)}</TextLine>'
        blocks.append(f'<TextBlock ID="B{n}" {box}>{line}</TextBlock>')
    page = f'WIDTH="{WIDTH * per:.0f}" HEIGHT="{HEIGHT * per:.0f}"'
    source = f"<sourceImageInformation><fileName>{image}</fileName></sourceImageInformation>" if image else ""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<alto xmlns="{NAMESPACES[version]}"><Description>'
        f"<MeasurementUnit>{unit}</MeasurementUnit>{source}</Description><Layout>"
        f'<Page ID="P1" PHYSICAL_IMG_NR="1" {page}><PrintSpace HPOS="0" VPOS="0" {page}>'
        f"{''.join(blocks)}{extra}</PrintSpace></Page></Layout></alto>\n"
    )


def _place(left: float, top: float, width: float, height: float) -> str:
    return f'HPOS="{left:.1f}" VPOS="{top:.1f}" WIDTH="{width:.1f}" HEIGHT="{height:.1f}"'


def mets(pages: Sequence[tuple[str, str, str]], date: str = "1936-04-11") -> str:
    """METS of an issue: for each page its ALTO's path, its picture's, and its ORDERLABEL."""
    files, pictures, divisions = [], [], []
    for n, (path, image, label) in enumerate(pages, 1):
        href = 'LOCTYPE="URL" xlink:href'
        files.append(f'<file ID="T{n}" MIMETYPE="text/xml"><FLocat {href}={quoteattr(path)}/></file>')
        pictures.append(f'<file ID="I{n}" MIMETYPE="image/jpeg"><FLocat {href}={quoteattr(image)}/></file>')
        ids = f'<fptr FILEID="I{n}"/><fptr FILEID="T{n}"/>'
        divisions.append(f'<div TYPE="page" ORDER="{n}" ORDERLABEL={quoteattr(label)}>{ids}</div>')
    mods = (
        '<mods xmlns="http://www.loc.gov/mods/v3"><titleInfo><title>麦田报</title></titleInfo>'
        f'<originInfo><dateIssued encoding="iso8601">{date}</dateIssued></originInfo></mods>'
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<mets xmlns="http://www.loc.gov/METS/" '
        'xmlns:xlink="http://www.w3.org/1999/xlink"><dmdSec ID="D1"><mdWrap MDTYPE="MODS"><xmlData>'
        f'{mods}</xmlData></mdWrap></dmdSec><fileSec><fileGrp USE="FULLTEXT">{"".join(files)}</fileGrp>'
        f'<fileGrp USE="DEFAULT">{"".join(pictures)}</fileGrp></fileSec><structMap TYPE="LOGICAL">'
        f'<div TYPE="issue" DMDID="D1"/></structMap><structMap TYPE="PHYSICAL"><div TYPE="physSequence">'
        f"{''.join(divisions)}</div></structMap></mets>\n"
    )


def scan(path: Path) -> Path:
    """A picture of a page in points times four, with a photograph on it and an EXIF tag that must not survive."""
    image = Image.new("L", (int(WIDTH * 4), int(HEIGHT * 4)), 240)
    draw = ImageDraw.Draw(image)
    for n in range(40):
        draw.rectangle((240 + 20 * n, 1800, 250 + 20 * n, 2200), fill=20 + 5 * n)
    exif = Image.Exif()
    exif[0x010F] = "scanner"
    path.parent.mkdir(parents=True, exist_ok=True)
    image.save(path, dpi=(288, 288), exif=exif)
    return path


def library(folder: Path, front: Sequence[Line], inside: Sequence[Line]) -> Path:
    """An issue's folder: METS, ALTO of two pages, their scans, and the other XML that lies about."""
    (folder / "alto").mkdir(parents=True)
    scan(folder / "img/0001.jpg")
    scan(folder / "img/0002.jpg")
    (folder / "alto/0001.xml").write_text(alto(front, version=3, unit="pixel"), "utf-8")
    (folder / "alto/0002.xml").write_text(alto(inside, version=3, unit="pixel", spaces=True), "utf-8")
    (folder / "premis.xml").write_text("<premis/>", "utf-8")
    pages = [("alto/0001.xml", "img/0001.jpg", "A1"), ("alto/0002.xml", "img/0002.jpg", "A2")]
    (folder / "mets.xml").write_text(mets(pages), "utf-8")
    return folder
