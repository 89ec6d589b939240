"""Icons from the nameplate: of a font, of a picture, the same bytes each time, and where the site shows them."""

from __future__ import annotations

import io
import json
import random
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from scripts.commands import icons
from scripts.commands.start import ICONS
from scripts.edition.picturesize import size_of
from tests.press import kit

pytest.importorskip("fontTools")
try:
    import weasyprint  # type: ignore[import-untyped] # noqa: F401 - it needs the system's Pango
except OSError as error:
    pytest.skip(f"no Pango here: {error}", allow_module_level=True)

NAMES = {"icon.svg", "icon-180.png", "icon-192.png", "icon-512.png", "icon-mask.png", "favicon.ico"}


@pytest.fixture(scope="module")
def font(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A font of two characters: 岚 a square, 汀 a flat box."""
    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    def box(width: int, height: int) -> object:
        pen = TTGlyphPen(None)
        pen.moveTo((100, 0))
        for point in ((100, height), (100 + width, height), (100 + width, 0)):
            pen.lineTo(point)
        pen.closePath()
        return pen.glyph()

    made = FontBuilder(1000, isTTF=True)
    made.setupGlyphOrder([".notdef", "a", "b"])
    made.setupCharacterMap({ord("岚"): "a", ord("汀"): "b"})
    made.setupGlyf({".notdef": TTGlyphPen(None).glyph(), "a": box(800, 800), "b": box(800, 200)})
    made.setupHorizontalMetrics(dict.fromkeys((".notdef", "a", "b"), (1000, 0)))
    made.setupHorizontalHeader(ascent=880, descent=-120)
    made.setupNameTable({"familyName": "Boxes", "styleName": "Regular"})
    made.setupOS2()
    made.setupPost()
    path = tmp_path_factory.mktemp("font") / "boxes.ttf"
    made.save(path)
    return path


def project(root: Path) -> list[str]:
    settings = "SITENAME = '岚汀日报'\nTHEME_SETTINGS = {'colours': {'accent': '#1d4f6e'}}\n"
    (root / "pelicanconf.py").write_text(settings, "utf-8")
    return ["--settings", str(root / "pelicanconf.py"), "--out", str(root / "paper")]


def test_the_first_character_in_the_papers_colour_as_every_file(
    tmp_path: Path, font: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = project(tmp_path)
    assert icons.main([*where, "--font", str(font)]) == 0
    files = {path.name: path.read_bytes() for path in (tmp_path / "paper").iterdir()}
    assert set(files) == NAMES == set(ICONS)
    root = ET.fromstring(files["icon.svg"])
    assert [one.get("fill") for one in root.iter("{http://www.w3.org/2000/svg}rect")] == [None, "#1d4f6e"]
    [path] = [one.get("d") for one in root.iter("{http://www.w3.org/2000/svg}path")]
    assert path == "M9.44 54.56V9.44H54.56V54.56Z"  # 64 units, three quarters of them, the box filling them to 94 %
    for name, size in (("icon-180.png", 180), ("icon-192.png", 192), ("icon-512.png", 512), ("icon-mask.png", 512)):
        assert size_of(files[name]) == (size, size)
        assert len(files[name]) < 10_000
    assert files["favicon.ico"][:6] == b"\0\0\1\0\3\0"
    capsys.readouterr()
    assert icons.main([*where, "--font", str(font)]) == 0
    assert "nothing to change" in capsys.readouterr().out


def test_corners_are_cut_where_no_system_cuts_them(tmp_path: Path, font: Path) -> None:
    from PIL import Image

    assert icons.main([*project(tmp_path), "--font", str(font), "--quiet"]) == 0
    at: dict[str, tuple[Any, Any]] = {}
    for name in sorted(NAMES - {"icon.svg", "favicon.ico"}):
        image = Image.open(io.BytesIO((tmp_path / "paper" / name).read_bytes())).convert("RGBA")
        at[name] = image.getpixel((0, 0)), image.getpixel((image.width // 2, image.height // 2))
    blue, white = (29, 79, 110, 255), (251, 250, 246, 255)
    assert {name for name, (corner, _) in at.items() if corner == (0, 0, 0, 0)} == {"icon-192.png", "icon-512.png"}
    assert at["icon-180.png"] == at["icon-mask.png"] == (blue, white)


def test_a_picture_gives_its_left_square(tmp_path: Path) -> None:
    from PIL import Image

    plate = '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="100" viewBox="0 0 400 100">'
    (tmp_path / "plate.svg").write_text(
        plate + '<rect width="100" height="100" fill="#00f"/><rect x="100" width="300" height="100" fill="#f00"/></svg>'
    )
    assert icons.main([*project(tmp_path), "--picture", str(tmp_path / "plate.svg"), "--quiet"]) == 0
    image = Image.open(tmp_path / "paper" / "icon-180.png").convert("RGBA")
    assert {image.getpixel((x, y)) for x in (5, 90, 174) for y in (5, 90, 174)} == {(0, 0, 255, 255)}


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--text", "岚汀日报社"], "one to four"),
        (["--text", "报"], "has not all of"),
        (["--picture", "plate.gif"], "No such file"),
        (["--font", "none.ttf"], "No such file"),
    ],
)
def test_what_cannot_be_drawn_is_told(
    tmp_path: Path, font: Path, more: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert icons.main([*project(tmp_path), "--font", str(font), *more]) == 1
    assert said in capsys.readouterr().err
    assert not (tmp_path / "paper").exists()


def test_the_site_shows_the_papers_icons(tmp_path: Path) -> None:
    options = kit.project(tmp_path, "SITEURL = 'https://paper.example/daily'")
    options = replace(options, theme=Path(__file__).parent.parent / "theme", paper=tmp_path / "paper")
    (tmp_path / "paper").mkdir()
    for name in NAMES:
        (tmp_path / "paper" / name).write_bytes(name.encode())
    kit.write_edition(options.content, kit.make_edition(random.Random(1), kit.START))
    kit.built(options)
    site = kit.tree(options.output)
    assert site["favicon.ico"] == b"favicon.ico"
    page = site["index.html"].decode()
    for name in ("favicon.ico", "icon.svg", "icon-180.png"):
        assert f"/{name}" in page
    assert "icon-192.png" not in page
    assert '<meta property="og:image" content="https://paper.example/daily/theme/' in page
    shown = json.loads(site["manifest.webmanifest"])["icons"]
    assert [one["purpose"] for one in shown] == ["any", "any", "any", "maskable"]
    assert all(one["src"].removeprefix("/daily/") in site for one in shown)
