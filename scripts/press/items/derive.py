"""From a picture as an editor left it to those that readers get: smaller, in sRGB, upright, without metadata.

Everything is decoded and encoded anew by Pillow, so that nothing but pixels comes through: no EXIF, no place where it
was taken, no comment, no profile, nothing behind the picture's end. An SVG is rebuilt from what draws (edition/svg.py).
Pure: bytes in, bytes out, the same for the same version of Pillow.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Literal

import PIL
from PIL import Image, ImageCms, ImageFile, ImageOps, UnidentifiedImageError

from scripts.edition import picturesize, svg
from scripts.edition.picturefile import MOST_PIXELS, shown_by_name
from scripts.edition.picturetypes import kind_of
from scripts.press.settings import Recipe

VERSION = 1
"""Part of the key under which results are kept: count on when the same bytes are to give others."""

TALL = 1.5
"""How much higher than wide a rendition may be; a taller picture gets narrower ones."""

FRAME_PIXELS = 60_000_000
"""Pixels of all frames of an animation; a larger one becomes a still picture."""

Image.MAX_IMAGE_PIXELS = MOST_PIXELS  # from here on Pillow warns, and refuses what has twice as many

_FORMATS = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP", "gif": "GIF", "avif": "AVIF"}
_LADDER = (1.0, 0.87, 0.75, 0.62, 0.5, 0.4)
"""Parts of the quality asked for that are tried until a picture is as small as it must be."""

_HEAVY_PNG = 250_000
"""Bytes from which a PNG for old programs is printed with 256 colours: as many as a screen of its time showed."""


class PictureError(ValueError):
    """What is no picture; the message says why."""


PAGE_RECIPE = Recipe(phone=200, column=1000, full=2800, quality=70, phone_bytes=12_000)
"""A page picture: a thumbnail, the page as it is first seen, and one that its text can be read in."""

PAGE_BYTES = 350_000
"""What a page picture may weigh where it is first seen."""


@dataclass(frozen=True, slots=True)
class DerivedPicture:
    """One file: what is added to the picture's own name ("" for its own address), its size in pixels, its bytes."""

    suffix: str
    width: int
    height: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Derived:
    """All files of a picture, and its size upright.

    `webp` are renditions from narrow to wide; `plain` is for what knows no WebP and for other sites; `own` stands at
    the picture's own address.
    """

    width: int
    height: int
    own: DerivedPicture
    webp: tuple[DerivedPicture, ...] = ()
    plain: DerivedPicture | None = None

    def files(self) -> tuple[DerivedPicture, ...]:
        """Each file once."""
        more = (*self.webp, *([self.plain] if self.plain else []))
        return (self.own, *(file for file in more if file.suffix))


def encoder() -> str:
    """The version of what encodes, and of this module: another may give other bytes."""
    return f"pillow {PIL.__version__}, {VERSION}"


def derive(data: bytes, name: str, recipe: Recipe, column_bytes: int = 0) -> Derived:
    """What readers get of a picture of this file name. Raises PictureError."""
    if kind_of(data) == "svg":
        try:
            cleaned = svg.clean(data).data
        except svg.SvgError as error:
            raise PictureError(str(error)) from error
        width, height = picturesize.size_of(cleaned)
        return Derived(width, height, DerivedPicture("", width, height, cleaned))
    width, height = picturesize.size_of(data)
    if width * height > MOST_PIXELS:
        raise PictureError(f"{width} x {height} pixels are too many")
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # WeasyPrint, once imported, has Pillow make up what is cut off
    try:
        with Image.open(io.BytesIO(data)) as opened:
            return _of_pixels(opened, name, recipe, column_bytes)
    except UnidentifiedImageError:
        raise PictureError("no picture") from None
    except (OSError, SyntaxError, ValueError, MemoryError, Image.DecompressionBombError) as error:
        raise PictureError(str(error) or type(error).__name__) from error


def _of_pixels(opened: Image.Image, name: str, recipe: Recipe, column_bytes: int) -> Derived:
    frames = int(getattr(opened, "n_frames", 1))
    if 1 < frames <= FRAME_PIXELS // max(opened.width * opened.height, 1) and opened.format in ("GIF", "WEBP"):
        return _moving(opened, frames, recipe)
    if opened.format == "JPEG":  # the decoder halves for nothing what is far too large
        opened.draft(None, (recipe.full, recipe.full))
    full_size = _turned(opened)
    picture = _upright(opened)
    few = picture.getcolors(256) is not None
    webp: list[DerivedPicture] = []
    wanted = {_longest(picture.size, recipe.full): 0}
    wanted[_fit(picture.size, recipe.column)] = column_bytes
    wanted[_fit(picture.size, recipe.phone)] = recipe.phone_bytes
    for size, most in sorted(wanted.items()):
        rendition = _webp(_scaled(picture, size), recipe.quality, few, most)
        webp.append(DerivedPicture(f".{rendition[0]}.webp", rendition[0], rendition[1], rendition[2]))
    column = _scaled(picture, _fit(picture.size, recipe.column))
    kind = shown_by_name(name) or "jpg"
    if kind in ("webp", "avif"):
        widest = webp[-1]
        own = (
            widest
            if kind == "webp"
            else _saved("", _scaled(picture, _longest(picture.size, recipe.full)), kind, recipe)
        )
        plain = _saved(".plain.png" if _has_alpha(column) else ".plain.jpg", column, "", recipe)
        if kind == "webp":
            own = DerivedPicture("", widest.width, widest.height, widest.data)
            webp[-1] = own
        return Derived(*full_size, own, tuple(webp), plain)
    own = _saved("", column, kind, recipe)
    return Derived(*full_size, own, tuple(webp), own)


def _turned(opened: Image.Image) -> tuple[int, int]:
    """The picture's size as it is looked at."""
    return (opened.height, opened.width) if opened.getexif().get(0x0112, 1) >= 5 else opened.size


def _upright(opened: Image.Image) -> Image.Image:
    """In sRGB, turned as the camera says, and nothing in it but pixels."""
    profile = opened.info.get("icc_profile")
    picture = ImageOps.exif_transpose(opened)
    picture.load()
    if picture.mode.startswith(("I", "F")):  # 16 bits a channel
        picture = picture.convert("I").point(lambda value: value / 256).convert("L")
    picture = _in_srgb(picture, profile)
    clean = Image.new(picture.mode, picture.size)
    clean.paste(picture)
    return clean


def _in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    alpha = "A" in picture.mode or "transparency" in picture.info
    target = "RGBA" if alpha else ("L" if picture.mode in ("1", "L") else "RGB")
    if profile and picture.mode in ("RGB", "RGBA", "CMYK", "L"):
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(
                picture.convert("RGB") if picture.mode == "RGBA" else picture,
                source,
                ImageCms.createProfile("sRGB"),
                renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
                outputMode="RGB",
                flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
            )
            if converted is not None:
                if alpha:
                    converted.putalpha(picture.getchannel("A"))
                return converted
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass  # a broken profile, or one of another colour space: as if there were none
    return picture if picture.mode == target else picture.convert(target)


def _fit(size: tuple[int, int], width: int) -> tuple[int, int]:
    """As wide as this at most, and not much higher; never larger than the picture is."""
    scale = min(1.0, width / size[0], TALL * width / size[1])
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def _longest(size: tuple[int, int], longest: int) -> tuple[int, int]:
    scale = min(1.0, longest / max(size))
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def _scaled(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    return picture if picture.size == size else picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)


def _webp(picture: Image.Image, quality: int, few_colours: bool, most: int) -> tuple[int, int, bytes]:
    """Width, height and bytes; with `most` not 0, as small as that: first by quality, then by size."""
    if few_colours:  # a drawing, a chart: exact, and mostly smaller
        exact = _bytes(picture, "WEBP", lossless=True, method=4)
        if not most or len(exact) <= most:
            return picture.width, picture.height, exact
    while True:
        for part in _LADDER:
            data = _bytes(picture, "WEBP", quality=round(quality * part), method=4)
            if not most or len(data) <= most:
                return picture.width, picture.height, data
        if picture.width < 64:
            return picture.width, picture.height, data
        picture = _scaled(picture, (max(1, picture.width * 4 // 5), max(1, picture.height * 4 // 5)))


def _saved(suffix: str, picture: Image.Image, kind: str, recipe: Recipe) -> DerivedPicture:
    """In a type of its own; "" for a JPEG, or a PNG where something shines through."""
    kind = kind or ("png" if _has_alpha(picture) else "jpg")
    if kind == "jpg":
        data = _bytes(_on_white(picture), "JPEG", quality=recipe.quality, optimize=True, progressive=True)
    elif kind == "png":
        data = _bytes(picture, "PNG", optimize=True)
        if len(data) > _HEAVY_PNG:
            method = Image.Quantize.FASTOCTREE if _has_alpha(picture) else Image.Quantize.MEDIANCUT
            shown = picture if picture.mode in ("RGB", "RGBA") else picture.convert("RGB")
            data = min(data, _bytes(shown.quantize(256, method=method), "PNG", optimize=True), key=len)
    elif kind == "gif":
        data = _bytes(picture, "GIF")
    else:
        data = _bytes(picture, _FORMATS[kind], quality=recipe.quality)
    return DerivedPicture(suffix, picture.width, picture.height, data)


def _moving(opened: Image.Image, frames: int, recipe: Recipe) -> Derived:
    """What moves: all its frames in one width, and a still first frame for what shows none of it."""
    size = _fit(opened.size, recipe.column)
    shown: list[Image.Image] = []
    times: list[int] = []
    for number in range(frames):
        opened.seek(number)
        times.append(int(opened.info.get("duration") or 100))
        shown.append(_scaled(opened.convert("RGBA"), size))
    loop = int(opened.info.get("loop", 1 if opened.format == "GIF" else 0))
    more = {"save_all": True, "append_images": shown[1:], "duration": times, "loop": loop}
    moving = _bytes(shown[0], "WEBP", quality=recipe.quality, **more)
    still = shown[0]
    if opened.format == "GIF":
        own = DerivedPicture("", *size, _bytes(shown[0], "GIF", disposal=2, **more))
        return Derived(*opened.size, own, (DerivedPicture(f".{size[0]}.webp", *size, moving),), own)
    own = DerivedPicture("", *size, moving)
    return Derived(*opened.size, own, (own,), _saved(".plain.jpg", _on_white(still), "jpg", recipe))


def _has_alpha(picture: Image.Image) -> bool:
    return picture.mode == "RGBA" and picture.getchannel("A").getextrema() != (255, 255)


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode != "RGBA":
        return picture
    ground = Image.new("RGB", picture.size, "#fff")
    ground.paste(picture, mask=picture.getchannel("A"))
    return ground


def _bytes(picture: Image.Image, kind: Literal["JPEG", "PNG", "WEBP", "GIF"] | str, **options: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()
