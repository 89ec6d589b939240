"""A second paper, which numbers its pages by section (A1 to A4, B1, B2, T1): from raw text to a site."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

from scripts.commands import convert
from scripts.press.build import build
from scripts.press.options import Options
from tests.press import kit

ROOT = Path(__file__).parent.parent
RAW = Path(__file__).parent / "sections" / "raw"
DAY = dt.date(2025, 11, 28)
FOLDER = "2025/11/28/"
LABELS = ("A01", "A02", "A03", "A04", "B01", "B02", "T01")
SETTINGS = """SITENAME = '澜洲都会报'
SITEURL = 'https://city.example'
VARIANTS = {'zh-Hant-TW': None, 'zh-Hant-HK': None}
PRODUCERS_ON = ('epub-vertical',)
"""


def converted(root: Path) -> Path:
    """The edition as convert makes it, and an editor's names for two of its sections; the content folder."""
    content, report = root / "content", root / "report.json"
    assert convert.main([str(RAW), "--content", str(content), "--report", str(report), "--quiet"]) == 0
    about = content / FOLDER / "edition.yml"
    named = about.read_text("utf-8").replace("pages:", "sections:\n  A: 要闻\n  B: 财经\npages:", 1)
    about.write_text(named, "utf-8")
    return content


def site(root: Path, search: bool = False, settings: str = SETTINGS) -> Options:
    """The paper built; where it lies."""
    options = replace(kit.project(root, settings), theme=ROOT / "theme", search=search)
    converted(root)
    assert not build(options).findings
    return options
