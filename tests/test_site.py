"""`make`: raw pages to a site that can be read, twice, and in a folder with a hard name."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from scripts.commands import build, site

ROOT = Path(__file__).parent.parent


@pytest.mark.slow
def test_the_sample_is_built_from_its_raw_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tmp_path / "新 报"
    root.mkdir()
    shutil.copytree(ROOT / "raw", root / "raw")
    for name in ("theme", "pelicanconf.py"):
        (root / name).symlink_to(ROOT / name)
    shutil.copyfile(ROOT / "pelicanconf.py", root / "settings.py")
    monkeypatch.chdir(root)
    assert site.main(["--settings", "settings.py"]) in (0, 1)
    told = capsys.readouterr().out
    assert str(root / "output") in told
    assert (root / "output" / "index.html").exists()
    assert (root / "output" / "zh-hant-tw" / "index.html").exists()
    assert (root / "output" / "search" / "bundles.json").exists()
    before = {path: path.stat().st_mtime_ns for path in (root / "output").rglob("*.html")}
    site.main(["--settings", "settings.py", "--quiet"])
    assert {path: path.stat().st_mtime_ns for path in (root / "output").rglob("*.html")} == before


def test_settings_that_cannot_be_used_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = tmp_path / "pelicanconf.py"
    where = ["--settings", str(settings), "--content", str(tmp_path), "--output", str(tmp_path / "output"), "--quiet"]
    for text, word in (("SITENAME =", "SyntaxError"), ("SITENAME = 'a'\nVARIANTS = {'en': 1}", "'en'")):
        settings.write_text(text)
        assert build.main(where) == 2
        assert word in capsys.readouterr().err
