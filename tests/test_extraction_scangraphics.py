"""What is drawn on a scan: pictures, rules, frames and grounds found where they are, and nothing on paper alone."""

from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter

from scripts.extraction.graphics import Graphics
from scripts.extraction.scangraphics import scan_graphics
from scripts.pagetext.geometry import Box

SCALE = 200 / 72
WIDTH, HEIGHT = 600.0, 800.0
PHOTO, GROUND, FRAME = Box(60, 100, 260, 240), Box(320, 100, 540, 220), Box(60, 500, 260, 640)
RULE, SIDE = Box(60, 300, 540, 301), Box(300, 320, 300.7, 480)


def lines_in(box: Box, size: float = 10) -> list[Box]:
    count = int((box.height - 12) / (1.8 * size))
    tops = [box.top + 8 + 1.8 * size * n for n in range(count)]
    return [Box(box.left + 8, top, box.right - 8, top + size) for top in tops]


def drawn(*, rough: bool) -> tuple[Image.Image, list[Box]]:
    """A page with a photograph, a ground and a frame with text, two rules and a column; and where its text stands."""
    image = Image.new("L", (round(WIDTH * SCALE), round(HEIGHT * SCALE)), 255)
    draw = ImageDraw.Draw(image)
    seed = random.Random(3)

    def fill(box: Box, grey: int) -> None:
        draw.rectangle([round(v * SCALE) for v in box], fill=grey)

    for _ in range(300):
        x, y = seed.uniform(PHOTO.left, PHOTO.right - 30), seed.uniform(PHOTO.top, PHOTO.bottom - 20)
        fill(Box(x, y, x + 30, y + 20), seed.randrange(30, 200))
    fill(GROUND, 205)
    draw.rectangle([round(v * SCALE) for v in FRAME], outline=0, width=2)
    fill(RULE, 0)
    fill(SIDE, 0)
    text = [line for box in (GROUND, FRAME, Box(60, 320, 280, 480)) for line in lines_in(box)]
    for line in text:  # characters as they come: squares with light in them
        for n in range(int(line.width / 10)):
            left = line.left + 10 * n
            fill(Box(left + 1, line.top + 1, left + 9, line.bottom - 1), 60)
            fill(Box(left + 3, line.top + 3, left + 7, line.bottom - 3), 230)
    if rough:
        image = image.rotate(0.1, Image.Resampling.BICUBIC, fillcolor=255).filter(ImageFilter.GaussianBlur(1))
        noise = np.random.default_rng(5).normal(0, 12, (image.height, image.width))
        image = Image.fromarray(np.clip(np.asarray(image) * 0.82 + 30 + noise, 0, 255).astype(np.uint8))
    return image, text


def same(one: Box, other: Box, by: float = 6) -> bool:
    return all(abs(a - b) <= by for a, b in zip(one, other, strict=True))


def found(rough: bool) -> Graphics:
    image, text = drawn(rough=rough)
    return scan_graphics(image, WIDTH, HEIGHT, text)


@pytest.mark.parametrize("rough", [False, True])
def test_pictures_rules_grounds_and_frames_are_found_where_they_are(rough: bool) -> None:
    seen = found(rough)
    assert len(seen.pictures) == 1
    assert same(seen.pictures[0], PHOTO)
    assert len(seen.rules) == 2
    assert any(same(rule, RULE) for rule in seen.rules)
    assert any(same(rule, SIDE) for rule in seen.rules)
    assert len(seen.boxes) == 2
    assert any(same(box, GROUND) for box in seen.boxes)
    assert any(same(box, FRAME) for box in seen.boxes)


@pytest.mark.parametrize(
    ("image", "text"),
    [
        (Image.new("L", (1200, 1600), 255), []),
        (Image.new("L", (1200, 1600), 0), []),  # a black page is no picture on a page
        (Image.new("L", (3, 2), 128), [Box(0, 0, 600, 800)]),
        (Image.new("1", (1200, 1600), 1), [Box(-50, -50, 700, 900)]),
    ],
)
def test_paper_alone_has_nothing_on_it(image: Image.Image, text: Sequence[Box]) -> None:
    assert scan_graphics(image, WIDTH, HEIGHT, text) == Graphics()


def test_grain_alone_is_nothing() -> None:
    noise = np.random.default_rng(8).normal(200, 25, (2200, 1600))
    grain = Image.fromarray(np.clip(noise, 0, 255).astype(np.uint8))
    assert scan_graphics(grain, WIDTH, HEIGHT, []) == Graphics()
