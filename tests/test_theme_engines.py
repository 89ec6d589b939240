"""The theme in WebKit and Firefox: every view keeps inside the window, and every glyph stands where its place is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops

from tests.browsing import served
from tests.engines import ENGINES, Engine, EngineMissingError
from tests.test_theme_layout import CUT
from tests.theme_paper import write_site

pytestmark = [pytest.mark.browser, pytest.mark.slow]

EDITION = "/2031/03/07/"
KINDS = (
    "/", EDITION, EDITION + "whole/", EDITION + "01/", EDITION + "01/01/", EDITION + "02/02/", EDITION + "01/04/",
    "/2031/03/", "/2031/", "/archive/", "/author/陆知遥/", "/search/", "/zh-hant-tw" + EDITION + "01/01/",
)  # fmt: skip
WIDTHS = (360, 768, 1280, 1920)

LARGE = "document.documentElement.style.fontSize = '48px'"  # gaps of an eighth of an em are to be seen
TIGHT = "document.documentElement.style.setProperty('text-autospace', 'no-autospace', 'important')"

GLYPHS = r"""
const found = [], seen = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
while (seen.nextNode() && found.length < 400) {
  const text = seen.currentNode.data;
  for (const {index, 0: run} of text.matchAll(/\p{Script=Han}?[0-9A-Za-z.]+\p{Script=Han}?/gu)) {
    for (let at = index; at < index + run.length; at++) {
      const range = document.createRange();
      range.setStart(seen.currentNode, at);
      range.setEnd(seen.currentNode, at + 1);
      const box = range.getBoundingClientRect();
      const inside = box.left >= 0 && box.right <= innerWidth && box.top >= 0 && box.bottom <= innerHeight;
      const shown = inside && box.width > 1;
      const on = shown && document.elementFromPoint((box.left + box.right) / 2, (box.top + box.bottom) / 2);
      const [left, top] = [box.left, box.top].map(Math.floor), [right, bottom] = [box.right, box.bottom].map(Math.ceil);
      found.push(on && on.contains(seen.currentNode) ? [text[at], left, top, right, bottom] : null);
    }
  }
}
return found
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("site")
    write_site(out)
    return out


@pytest.fixture(scope="module", params=sorted(ENGINES))
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    try:
        with ENGINES[request.param]() as one:
            yield one
    except EngineMissingError as missing:
        pytest.skip(str(missing))


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with served(site) as where:
        yield where


def test_nothing_runs_over_the_side(engine: Engine, address: str) -> None:
    over = []
    for width in WIDTHS:
        engine.resize(width, 900)
        for kind in KINDS:
            engine.open(address + kind)
            root = engine.run("const root = document.documentElement; return [root.scrollWidth, root.clientWidth]")
            if root[0] > root[1]:
                over.append((width, kind, root))
    assert over == []


def test_columns_cut_nothing_off(engine: Engine, address: str) -> None:
    engine.resize(1280, 1000)
    for kind in (EDITION, EDITION + "01/", EDITION + "02/", EDITION + "whole/"):
        engine.open(address + kind)
        assert engine.run(f"return ({CUT})()") == [], kind


@pytest.mark.parametrize("kind", [EDITION + "01/", EDITION + "01/01/", EDITION + "02/02/"])
def test_every_glyph_is_painted_where_it_stands(engine: Engine, address: str, kind: str) -> None:
    """Beside Han, digits and Latin look as they do where no gaps are asked for: as wide, and not over each other."""
    engine.resize(1280, 1200)
    engine.open(address + kind)
    engine.run(LARGE)
    shown = _inks(engine)
    engine.run(TIGHT)
    plain = _inks(engine)
    both = [(a, b) for a, b in zip(shown, plain, strict=True) if a and b]
    assert len(both) > 8
    assert [(a, b) for a, b in both if abs(a[1] - b[1]) > 2] == []


def _inks(engine: Engine) -> list[tuple[str, int] | None]:
    """Of each character in sight: how many pixels wide its ink is inside its own box."""
    places: list[Any] = engine.run(GLYPHS)
    picture = engine.picture()
    return [place and (place[0], _ink(picture.crop(place[1:]))) for place in places]


def _ink(glyph: Image.Image) -> int:
    ground = Image.new("RGB", glyph.size, glyph.getpixel((0, 0)))
    box = ImageChops.difference(glyph, ground).convert("L").point(lambda value: 255 * (value > 90)).getbbox()
    return box[2] - box[0] if box else 0
