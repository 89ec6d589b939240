"""What readers get of pictures: small, upright, in sRGB, without what they tell; what is none is told, not shown."""

from __future__ import annotations

import datetime as dt
import io
import random
import zlib
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageCms, ImageFile

from scripts.edition import picturechecks, svg
from scripts.press.items.derive import PAGE_BYTES, PAGE_RECIPE, PictureError, derive
from scripts.press.items.keep import Keep
from scripts.press.items.pictures import EditionPictures, make_picture, pictures_of, undressed
from scripts.press.render.addresses import Site
from scripts.press.settings import Recipe, paper_of
from scripts.press.settingshape import SettingsError

DATE = dt.date(2025, 4, 18)
NS = 'xmlns="http://www.w3.org/2000/svg"'


def photo(width: int, height: int, grain: int = 40) -> Image.Image:
    """Something like a photo: slow shades, and grain that makes it heavy."""
    dice = random.Random(7)
    small = Image.frombytes("RGB", (64, 64), dice.randbytes(64 * 64 * 3)).resize(
        (width, height), Image.Resampling.BICUBIC
    )
    noise = Image.effect_noise((width, height), grain).convert("RGB")
    return Image.blend(small, noise, 0.25)


def packed(picture: Image.Image, kind: str, **options: Any) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def test_a_photo_in_three_widths_and_its_own_type() -> None:
    made = derive(packed(photo(2600, 1733), "JPEG", quality=92), "a.jpg", Recipe())
    assert [(one.suffix, one.width) for one in made.files()] == [
        ("", 1200), (".720.webp", 720), (".1200.webp", 1200), (".2000.webp", 2000),
    ]  # fmt: skip
    assert [opened(one.data).format for one in made.files()] == ["JPEG", "WEBP", "WEBP", "WEBP"]
    assert (made.width, made.height) == (2600, 1733)
    assert len(made.webp[0].data) <= 90_000


def test_the_heaviest_photo_costs_a_phone_little() -> None:
    """Grain alone, which no coder can pack: then the picture becomes smaller, too."""
    picture = Image.frombytes("RGB", (1500, 1400), random.Random(1).randbytes(1500 * 1400 * 3))
    phone = derive(packed(picture, "JPEG", quality=95), "a.jpg", Recipe()).webp[0]
    assert len(phone.data) <= 90_000
    assert phone.width >= 240


def test_a_page_picture_is_light_and_readable() -> None:
    made = derive(packed(photo(3400, 4900, 90), "JPEG"), "A01.page.jpg", PAGE_RECIPE, PAGE_BYTES)
    thumb, page, sharp = made.webp
    assert len(thumb.data) <= 15_000
    assert len(page.data) <= PAGE_BYTES
    assert max(sharp.width, sharp.height) == 2800


def test_nothing_but_pixels_comes_through() -> None:
    tells = Image.Exif()
    tells[0x010F], tells[0x8825] = "Camera", {1: "N", 2: (29.0, 52.0, 30.0)}
    data = packed(photo(900, 600), "JPEG", exif=tells, comment=b"secret", xmp=b"<x>secret</x>") + b"secret"
    for name, kind in (("a.jpg", "JPEG"), ("a.webp", "WEBP"), ("a.png", "PNG")):
        given = data if kind == "JPEG" else packed(opened(data), kind, exif=tells)
        for made in derive(given, name, Recipe()).files():
            assert b"secret" not in made.data
            assert b"Camera" not in made.data
            assert not opened(made.data).getexif()
            assert "icc_profile" not in opened(made.data).info


@pytest.mark.parametrize("turn", range(1, 9))
def test_turned_as_the_camera_says(turn: int) -> None:
    """EXIF's eight orientations: whatever the sensor saw, the red corner ends up at the top left."""
    upright = Image.new("RGB", (300, 200), "blue")
    upright.paste("red", (0, 0, 80, 60))
    undo: dict[int, Image.Transpose] = {
        2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_90, 7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }  # fmt: skip
    seen = upright.transpose(undo[turn]) if turn in undo else upright
    exif = Image.Exif()
    exif[0x0112] = turn
    made = derive(packed(seen, "JPEG", exif=exif, quality=95), "a.jpg", Recipe())
    assert (made.width, made.height) == (300, 200)
    red, _, blue = opened(made.own.data).convert("RGB").getpixel((20, 20))  # type: ignore[misc]
    assert red > 200 > 60 > blue


def test_colours_of_print_and_of_wide_screens_are_what_they_were() -> None:
    cmyk = Image.new("CMYK", (100, 80), (0, 255, 255, 0))  # red, as ink
    red, green, blue = opened(derive(packed(cmyk, "JPEG"), "a.jpg", Recipe()).own.data).getpixel((5, 5))  # type: ignore[misc]
    assert red > 200
    assert max(green, blue) < 60
    other = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    broken = packed(Image.new("RGB", (60, 40), "#336699"), "JPEG", icc_profile=other)
    assert opened(derive(broken, "a.jpg", Recipe()).own.data).getpixel((5, 5)) == pytest.approx(
        (0x33, 0x66, 0x99), abs=4
    )


def test_what_shines_through_still_does_and_on_white_elsewhere() -> None:
    glass = Image.new("RGBA", (200, 100), (200, 0, 0, 0))
    made = derive(packed(glass, "WEBP", lossless=True), "a.webp", Recipe())
    assert made.plain is not None
    assert made.plain.suffix == ".plain.png"
    assert opened(made.own.data).mode == "RGBA"
    assert opened(derive(packed(glass, "PNG"), "a.jpg", Recipe()).own.data).getpixel((5, 5)) == (255, 255, 255)


def test_a_drawing_of_few_colours_stays_exact() -> None:
    chart = Image.new("P", (900, 500))
    chart.putpalette([255, 255, 255, 0, 90, 160] + [0] * 762)
    chart.paste(1, (100, 100, 200, 400))
    made = derive(packed(chart, "PNG"), "a.png", Recipe())
    assert opened(made.webp[-1].data).convert("RGB").getpixel((150, 200)) == (0, 90, 160)
    assert opened(made.own.data).format == "PNG"


def test_what_moves_goes_on_moving() -> None:
    frames = [Image.new("RGB", (80, 60), colour) for colour in ("red", "green", "blue")]
    data = packed(frames[0], "GIF", save_all=True, append_images=frames[1:], duration=200, loop=0)
    made = derive(data, "a.gif", Recipe())
    assert [getattr(opened(one.data), "n_frames", 1) for one in made.files()] == [3, 3]


def test_small_pictures_are_never_made_larger_and_odd_shapes_hold() -> None:
    for size in ((1, 1), (40, 3000), (3000, 2), (700, 500)):
        made = derive(packed(Image.new("RGB", size, "navy"), "PNG"), "a.png", Recipe())
        assert all(one.width <= size[0] and one.height <= size[1] for one in made.files())
    tall = derive(packed(photo(1000, 4000), "JPEG"), "a.jpg", Recipe())
    assert tall.webp[0].height <= 1080
    assert (tall.webp[-1].width, tall.webp[-1].height) == (500, 2000)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "no picture"),
        (random.Random(3).randbytes(5000), "no picture"),
        (packed(Image.new("RGB", (9, 9)), "PNG")[:40], "cut|truncated|[Bb]roken|identify|no picture"),
        (packed(photo(400, 300), "JPEG")[:2000], "truncated"),
        (f"<svg {NS}><g></svg>".encode(), "mismatched tag"),
        (f'<!DOCTYPE svg [<!ENTITY a "aaaa">]><svg {NS}><text>&a;</text></svg>'.encode(), "no picture"),
        (b"<svg><rect/></svg>", "outermost"),
    ],
)
def test_what_is_no_picture_is_named(monkeypatch: pytest.MonkeyPatch, data: bytes, why: str) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)  # as WeasyPrint leaves it
    with pytest.raises(PictureError, match=why):
        derive(data, "a.png", Recipe())


def test_a_picture_of_300_million_pixels_is_not_even_begun() -> None:
    head = packed(Image.new("1", (8, 8)), "PNG")
    wide = head[12:16] + (20_000).to_bytes(4, "big") + (15_000).to_bytes(4, "big") + head[24:29]
    huge = head[:12] + wide + zlib.crc32(wide).to_bytes(4, "big") + head[33:]
    with pytest.raises(PictureError, match="20000 x 15000"):
        derive(huge, "a.png", Recipe())


SHARP = f"""<svg {NS} xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:i="http://ink" width="20" onload="x()">
<i:notes>editor's</i:notes><script>alert(1)</script><style>@import url(//elsewhere/a.css)</style>
<a href="javascript:x()"><rect width="5" height="5"/></a><use xlink:href="//elsewhere/b.svg#c"/><use href="#d"/>
<rect id="d" width="9" height="9" fill="url(#e)" style="fill:url(http://elsewhere/)" onclick="x()"/></svg>"""


def test_a_drawing_loses_all_that_acts_and_keeps_what_draws() -> None:
    cleaned = svg.clean(SHARP.encode())
    text = cleaned.data.decode()
    for gone in ("script", "alert", "onload", "onclick", "elsewhere", "javascript", "notes", "<a"):
        assert gone not in text
    assert '<rect id="d" width="9" height="9" fill="url(#e)">' in text
    assert '<use href="#d">' in text
    assert len(cleaned.removed) == 7
    assert svg.clean(cleaned.data) == svg.Cleaned(cleaned.data, ())


def lay(folder: Path, **files: bytes) -> Path:
    (folder / "images").mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (folder / "images" / name.replace("_", ".")).write_bytes(data)
    return folder


def test_check_names_each_kind_of_fault(tmp_path: Path) -> None:
    jpeg = packed(photo(300, 200), "JPEG")
    lay(tmp_path, a_jpg=packed(photo(30, 20), "WEBP"), b_png=b"", c_png=b"\x00\x01rubbish", d_jpg=jpeg[:900])
    lay(tmp_path, e_svg=SHARP.encode(), f_jpg=jpeg, g_webp=packed(photo(30, 20), "WEBP"))
    lay(tmp_path, h_svg=f"<svg {NS}/>".encode())
    found = {
        path.name: [(one.code, one.severity) for one in picturechecks.problems(tmp_path, f"images/{path.name}")]
        for path in sorted((tmp_path / "images").iterdir())
    }
    broken = [("image-unreadable", "error")]
    assert found == {
        "a.jpg": [("image-type", "error")], "b.png": broken, "c.png": broken, "d.jpg": broken,
        "e.svg": [("image-active", "error")], "f.jpg": [], "g.webp": [], "h.svg": [],
    }  # fmt: skip


def test_pictures_are_made_once_and_kept_by_what_is_in_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lay(tmp_path / "2025/04/18", a_jpg=packed(photo(300, 200), "JPEG"), b_png=b"rubbish")
    keep = Keep(tmp_path / "kept", Recipe())
    for lying in pictures_of(tmp_path, [DATE]):
        make_picture(keep, tmp_path, lying)
    before = sorted(path for path in (tmp_path / "kept").rglob("*") if path.is_file())
    monkeypatch.setattr("scripts.press.items.keep.derive", lambda *_: pytest.fail("made again"))
    pictures = EditionPictures(tmp_path, Site("/paper"), DATE, keep)
    shown = pictures.image_of("images/a.jpg")
    assert shown is not None
    assert shown.url == "/paper/2025/04/18/images/a.jpg"
    assert pictures.image_of("images/b.png") is None
    assert [one.code for one in pictures.findings("content/2025/04/18")] == ["image-unreadable"]
    assert [name for name, _ in pictures.files()] == ["images/a.jpg", "images/a.jpg.300.webp"]
    assert sorted(path for path in (tmp_path / "kept").rglob("*") if path.is_file()) == before
    before[0].write_bytes(b"cut")
    monkeypatch.undo()
    assert len(EditionPictures(tmp_path, Site(), DATE, keep).files()) == 2


def test_originals_are_published_only_where_asked(tmp_path: Path) -> None:
    data = packed(photo(300, 200), "JPEG")
    lay(tmp_path / "2025/04/18", a_jpg=data, note_txt=b"x")
    assert data not in dict(EditionPictures(tmp_path, Site(), DATE).files()).values()
    asked = dict(EditionPictures(tmp_path, Site(), DATE, originals=True).files())
    assert asked["images/a.jpg.original.jpg"] == data
    assert asked["images/note.txt"] == b"x"


def test_bodies_offer_all_renditions_and_books_get_one(tmp_path: Path) -> None:
    lay(tmp_path / "2025/04/18", a_webp=packed(photo(1500, 1000), "WEBP"))
    pictures = EditionPictures(tmp_path, Site(), DATE)
    shown = pictures.image_of("images/a.webp")
    assert shown is not None
    html = f'<p><img src="{shown.url}" alt="桥"></p>'
    dressed = pictures.dress(html)
    assert "images/a.webp.720.webp 720w" in dressed
    assert undressed(dressed) == html
    assert pictures.read("images/a.webp.plain.jpg") is not None


@pytest.mark.parametrize("given", [{"phone": 10}, {"quality": "high"}, {"width": 400}])
def test_settings_that_cannot_be_are_named(given: dict[str, Any]) -> None:
    with pytest.raises(SettingsError, match=f"PICTURES: .*{min(given)}"):
        paper_of({"SITENAME": "报", "PICTURES": given})
