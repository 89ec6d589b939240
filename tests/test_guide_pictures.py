"""The pictures of the guides can be taken anew, and are the ones that the guides show."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image

from scripts.commands.browser import installed
from tests import guide_pictures

DOCS = Path(__file__).parent.parent / "docs"

pytestmark = [pytest.mark.slow, pytest.mark.browser]


def test_the_guides_pictures_are_taken(tmp_path: Path) -> None:
    if installed() is None:
        pytest.skip("no browser: python -m scripts browser")
    guide_pictures.main(["--folder", str(tmp_path)])
    guides = "".join((DOCS / name).read_text("utf-8") for name in ("editors.md", "editors.zh-CN.md", "cms.md"))
    assert {path.name for path in tmp_path.iterdir()} == set(re.findall(r"images/(guide-[\w-]+\.png)", guides))
    for path in tmp_path.iterdir():
        with Image.open(path) as picture, Image.open(DOCS / "images" / path.name) as shown:
            assert picture.size == shown.size
            assert len(picture.convert("RGB").getcolors(1 << 24) or ()) > 20  # an empty page has a few
