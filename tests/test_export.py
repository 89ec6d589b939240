"""A year's text put together from its published months, with checksums and a licence."""

from __future__ import annotations

import json
import random
from hashlib import sha256
from pathlib import Path

import pytest

from scripts.commands import export
from scripts.press.build import build
from tests.press import kit


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Three editions in two months, built."""
    options = kit.project(tmp_path, "TEXT_LICENCE = 'CC-BY-4.0'")
    chance = random.Random(7)
    for day in (kit.START, kit.START.replace(day=30), kit.START.replace(month=2, day=1)):
        kit.write_edition(options.content, kit.make_edition(chance, day))
    build(options)
    return tmp_path


def run(site: Path, *words: str, year: str = "2024") -> int:
    places = [
        "--output",
        str(site / "output"),
        "--settings",
        str(site / "pelicanconf.py"),
        "--to",
        str(site / "export"),
    ]
    return export.main([year, *places, *words])


def test_a_year_is_its_months_with_sums_and_a_licence(site: Path) -> None:
    assert run(site, "--quiet") == 0
    folder = site / "export" / "2024"
    months = [site / "output" / "2024" / month / "items.jsonl" for month in ("01", "02")]
    data = (folder / "items.jsonl").read_bytes()
    assert data == b"".join(path.read_bytes() for path in months)
    rows = [json.loads(line) for line in data.splitlines()]
    assert [row["date"] for row in rows] == sorted(row["date"] for row in rows)
    assert len({row["id"] for row in rows}) == len(rows)
    sums = dict(line.split("  ")[::-1] for line in (folder / "SHA256SUMS").read_text("utf-8").splitlines())
    assert sums == {name: sha256((folder / name).read_bytes()).hexdigest() for name in sums}
    package = json.loads((folder / "datapackage.json").read_text("utf-8"))
    (resource,) = package["resources"]
    assert (resource["bytes"], resource["hash"]) == (len(data), f"sha256:{sums['items.jsonl']}")
    assert package["licenses"][0]["path"] == "https://creativecommons.org/licenses/by/4.0/"
    assert {key for row in rows for key in row} <= {field["name"] for field in resource["schema"]["fields"]}
    assert "CC BY 4.0" in (folder / "README.md").read_text("utf-8")
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert run(site, "--quiet") == 0
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_month_that_was_changed_is_not_taken(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = site / "output" / "2024" / "02" / "items.jsonl"
    path.write_bytes(path.read_bytes() + b"{}\n")
    assert run(site, "--lang", "en") == 1
    assert f"{path}: not what its .sha256 says" in capsys.readouterr().err
    assert not (site / "export" / "2024" / "items.jsonl").exists()


def test_what_is_missing_is_said(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(site, "--lang", "en", year="1999") == 1
    assert "Build the site first" in capsys.readouterr().err
    (site / "pelicanconf.py").write_text("SITENAME = '岚汀日报'\n", "utf-8")
    assert run(site, "--lang", "zh") == 0
    told = capsys.readouterr()
    assert "3 期" in told.out
    assert "没有写明许可" in told.err
    with pytest.raises(SystemExit):
        export.main(["25"])
