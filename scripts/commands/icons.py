"""Make the paper's icons from its nameplate: `python -m scripts icons` writes them into paper/, to be committed.

From a nameplate in type, its first character (or --text) in the paper's colour, as outlines of a font that this machine
has; from a nameplate picture, its left square. One drawing, `icon.svg`, is what all others are made from:

  icon.svg                    browsers' tabs
  favicon.ico                 those that ask for nothing else, at the site's root
  icon-180.png                a phone's home screen (Apple)
  icon-192.png, icon-512.png  the installed paper, catalogues, previews
  icon-mask.png               the installed paper where the system cuts the shape

The same drawing gives the same bytes. Needs requirements-print.txt; building the site does not.
"""

from __future__ import annotations

import argparse
import base64
import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scripts.commands import command_line, complain, say
from scripts.edition.catalogue import Bilingual, UserError, words
from scripts.edition.files import write_atomic
from scripts.press.settings import lang_of, read_settings
from scripts.press.settingshape import SettingsError

if TYPE_CHECKING:
    from PIL.Image import Image

SIZE = 64
"""Units on a side of the drawing."""

INK = "#fbfaf6"
"""What the character is printed in: the theme's --paper."""

COLOUR = "#9c2a1f"
"""The theme's --accent."""

PNGS = (("icon-180.png", 180, False), ("icon-192.png", 192, True), ("icon-512.png", 512, True))
"""Name, pixels on a side, whether the corners are round: Apple's systems round them by themselves."""

MASK = ("icon-mask.png", 512)
ICO = (16, 32, 48)
ROOM = 0.75
"""How much of a side the characters take."""

SAFE = 0.75
"""How much smaller they are where the system cuts the shape: it leaves at least a circle of 80 % of a side."""

FONTS = (
    "NotoSerifCJK-Bold.ttc", "NotoSerifCJKsc-Bold.otf", "NotoSerifSC-Bold.otf", "NotoSerifSC-Bold.ttf",
    "SourceHanSerifSC-Bold.otf", "SourceHanSerif-Bold.ttc", "SourceHanSerifCN-Bold.otf", "Songti.ttc", "STSong.ttf",
    "simsun.ttc", "mingliu.ttc", "NotoSansCJK-Bold.ttc", "NotoSansSC-Bold.otf", "SourceHanSansSC-Bold.otf",
    "PingFang.ttc", "msyhbd.ttc", "msjhbd.ttc", "simhei.ttf",
)  # fmt: skip
"""Fonts that have Chinese, best first: bold Song, as nameplates in type are set."""

FOLDERS = (
    "~/.fonts", "~/.local/share/fonts", "/usr/share/fonts", "/usr/local/share/fonts", "~/Library/Fonts",
    "/Library/Fonts", "/System/Library/Fonts", "C:/Windows/Fonts",
)  # fmt: skip

FACES = {"zh-Hans": ("SC", "CN"), "zh-Hant": ("TC", "TW"), "zh-Hant-TW": ("TC", "TW"), "zh-Hant-HK": ("HK", "HC", "TC")}
"""How the face of a collection that draws a script's own forms is called at the end of its name."""


class IconError(UserError):
    """Why there can be no icon."""


def main(argv: Sequence[str] | None = None) -> int:
    """Exit code 0: written, or nothing to change. 1: not all that is needed is there. 2: the command line is wrong."""
    args = parser().parse_args(argv)
    try:
        settings = read_settings(args.settings)
        svg = drawing(args, settings)
        files = dict(icons(svg))
    except (IconError, SettingsError, OSError) as error:
        complain(args.lang, error)
        return 1
    args.out.mkdir(parents=True, exist_ok=True)
    changed = [name for name, data in files.items() if _differs(args.out / name, data)]
    for name in changed:
        write_atomic(args.out / name, files[name])
    if not args.quiet:
        print(f"{args.out}: {', '.join(changed) or say(args.lang, 'nothing-to-change')}")
    return 0


def parser() -> argparse.ArgumentParser:
    """The command line."""
    options = command_line("icons", __doc__ or "", "settings")
    options.add_argument("--text", default="", help="one to four characters (the first of SITENAME)")
    options.add_argument("--font", type=Path, help="a font file that has them (looked for where systems keep fonts)")
    options.add_argument("--picture", type=Path, help="an SVG, PNG or JPEG: its left square is the icon")
    options.add_argument("--colour", default="", help="of the ground, as #a62b1f (the paper's accent colour)")
    options.add_argument("--out", type=Path, default=Path("paper"), help="where to write (paper)")
    return options


def drawing(args: argparse.Namespace, settings: dict[str, Any]) -> str:
    """The icon as SVG, with square corners."""
    if args.picture:
        return picture_icon(args.picture.read_bytes(), args.picture.suffix.lower())
    text = args.text or str(settings["SITENAME"])[:1]
    if not 1 <= len(text) <= 4:
        raise IconError(words("icons-length", given=repr(text)))
    accent = settings.get("THEME_SETTINGS", {}).get("colours", {}).get("accent", COLOUR)
    colour = args.colour or (accent if isinstance(accent, str) else accent[0])
    lang = lang_of(settings)
    return text_icon(text, font_with(text, args.font), lang, colour)


def font_with(text: str, asked: Path | None) -> Path:
    """The font file to draw with. Raises IconError."""
    if asked is not None:
        return asked
    there = {path.name: path for folder in FOLDERS for path in sorted(Path(folder).expanduser().rglob("*.[ot]t[fc]"))}
    for name in FONTS:
        if name in there:
            return there[name]
    raise IconError(words("icons-no-font", text=text))


def text_icon(text: str, font: Path, lang: str, colour: str) -> str:
    """Characters in a square of colour: one, two one below the other, or four in two rows. Raises IconError."""
    columns = 1 if len(text) == 1 else 2
    rows = -(-len(text) // columns)
    room = SIZE * ROOM
    cell = room / max(columns, rows)
    left, top = (SIZE - cell * columns) / 2, (SIZE - cell * rows) / 2
    outlines = _outlines(text, font, lang)
    paths = "".join(
        _placed(outline, left + cell * (at % columns), top + cell * (at // columns), cell)
        for at, outline in enumerate(outlines)
    )
    return _svg(f'<rect width="{SIZE}" height="{SIZE}" fill="{colour}"/><path fill="{INK}" d="{paths}"/>')


def picture_icon(data: bytes, ending: str) -> str:
    """The left square of a picture. Raises IconError."""
    kinds = {".svg": "svg+xml", ".png": "png", ".jpg": "jpeg", ".jpeg": "jpeg"}
    if ending not in kinds:
        raise IconError(words("icons-picture", given=ending))
    source = f"data:image/{kinds[ending]};base64,{base64.b64encode(data).decode()}"
    return _svg(
        f'<rect width="{SIZE}" height="{SIZE}" fill="{INK}"/>'
        f'<image width="{SIZE}" height="{SIZE}" preserveAspectRatio="xMinYMid slice" href="{source}"/>'
    )


def icons(svg: str) -> Iterator[tuple[str, bytes]]:
    """Every file, from the drawing."""
    yield "icon.svg", rounded(svg).encode()
    for name, size, is_rounded in PNGS:
        yield name, _png(_raster(rounded(svg) if is_rounded else svg, size))
    yield MASK[0], _png(_raster(shrunk(svg), MASK[1]))
    out = io.BytesIO()
    images = [_raster(rounded(svg), size) for size in ICO]
    images[-1].save(out, "ICO", sizes=[(size, size) for size in ICO], append_images=images[:-1])
    yield "favicon.ico", out.getvalue()


def rounded(svg: str) -> str:
    """The drawing with corners cut round."""
    clip = f'<clipPath id="c"><rect width="{SIZE}" height="{SIZE}" rx="6"/></clipPath><g clip-path="url(#c)">'
    return svg.replace(">", f">{clip}", 1).replace("</svg>", "</g></svg>")


def shrunk(svg: str) -> str:
    """The drawing with what is to be seen inside the part that no system cuts away."""
    edge = SIZE * (1 - SAFE) / 2
    move = f'transform="translate({edge:g} {edge:g}) scale({SAFE})"'
    return svg.replace("<path ", f"<path {move} ").replace("<image ", f"<image {move} ")


def _svg(inside: str) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIZE} {SIZE}">{inside}</svg>\n'


def _outlines(text: str, font: Path, lang: str) -> list[tuple[Any, Any]]:
    """For each character, the font's glyph set and the name of its glyph. Raises IconError."""
    try:
        from fontTools.ttLib import TTCollection, TTFont, TTLibError
    except ImportError as error:
        raise IconError(needs(error)) from None
    try:
        faces = list(TTCollection(font).fonts) if font.suffix.lower() == ".ttc" else [TTFont(font)]
    except TTLibError as error:
        raise IconError(Bilingual.same(f"{font}: {error}")) from None
    able = [face for face in faces if all(ord(char) in face.getBestCmap() for char in text)]
    if not able:
        raise IconError(words("icons-lacking", font=font, text=text))
    wanted = FACES.get(lang, ())
    face = next((candidate for end in wanted for candidate in able if _name(candidate).endswith(end)), able[0])
    return [(face.getGlyphSet(), face.getBestCmap()[ord(char)]) for char in text]


def _name(face: Any) -> str:
    return str(face["name"].getDebugName(1) or "").removesuffix(" Bold").removesuffix(" Black")


def _placed(outline: tuple[Any, Any], left: float, top: float, cell: float) -> str:
    """A glyph's path, its ink in the middle of a cell and as large as it can be."""
    from fontTools.pens.boundsPen import BoundsPen
    from fontTools.pens.svgPathPen import SVGPathPen
    from fontTools.pens.transformPen import TransformPen

    glyphs, name = outline
    bounds = BoundsPen(glyphs)
    glyphs[name].draw(bounds)
    if bounds.bounds is None:
        return ""
    x0, y0, x1, y1 = bounds.bounds
    scale = cell * 0.94 / max(x1 - x0, y1 - y0)
    move = left + (cell - scale * (x1 + x0)) / 2, top + (cell + scale * (y1 + y0)) / 2
    pen = SVGPathPen(glyphs, ntos=lambda number: f"{number:.2f}".rstrip("0").rstrip("."))
    glyphs[name].draw(TransformPen(pen, (scale, 0, 0, -scale, *move)))
    return str(pen.getCommands())


def _raster(svg: str, size: int) -> Image:
    """The drawing in pixels: laid out by WeasyPrint, painted by PDFium, both the versions of the lock files."""
    try:
        import weasyprint  # type: ignore[import-untyped]
    except (ImportError, OSError) as error:
        raise IconError(needs(error)) from None
    import pypdfium2

    source = base64.b64encode(svg.encode()).decode()
    page = (
        "<style>@page{size:768px 768px;margin:0}body{margin:0}img{display:block;width:768px;height:768px}</style>"
        f'<img alt="" src="data:image/svg+xml;base64,{source}">'
    )
    document = pypdfium2.PdfDocument(weasyprint.HTML(string=page).write_pdf())
    scale = 4 * size / 576  # 768 px are 576 points; four times as fine, for smooth edges
    image: Image = document[0].render(scale=scale, fill_color=(255, 255, 255, 0), maybe_alpha=True).to_pil()
    return image.convert("RGBA").resize((size, size), resample=1)


def _png(image: Image) -> bytes:
    """PNG. Few colours are in it: a palette of them takes a fifth of the room."""
    out = io.BytesIO()
    is_whole = image.getchannel("A").getextrema()[0] == 255
    (image.convert("RGB").quantize(64) if is_whole else image.quantize(64)).save(out, "PNG", optimize=True)
    return out.getvalue()


def needs(error: Exception) -> Bilingual:
    """What to install where an optional library, or one that it needs, is missing."""
    return words("icons-needs", error=error)


def _differs(path: Path, data: bytes) -> bool:
    try:
        return path.read_bytes() != data
    except FileNotFoundError:
        return True
