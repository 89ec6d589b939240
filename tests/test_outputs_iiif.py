"""Editions with page pictures as IIIF manifests: valid, each id that is named there, each picture of the size told."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]
from PIL import Image

from scripts.edition.files import write_atomic
from scripts.press.options import Options
from tests.press import kit
from tests.test_press_sheets import FIRST, SECOND, THEME, edition

SCHEMA = Path(__file__).parent / "schemas/iiif-presentation-3.schema.json"
ADDRESS = "https://a.example/paper/"
FOLDER = f"{FIRST:%Y/%m/%d}/"


@cache
def validator() -> Draft202012Validator:
    schema = json.loads(SCHEMA.read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def project(tmp_path: Path, settings: str = f"SITEURL = '{ADDRESS[:-1]}'") -> Options:
    options = replace(kit.project(tmp_path, settings), theme=THEME)
    for day in (FIRST, SECOND):
        kit.write_edition(options.content, edition(day))
    kit.write_page_picture(options.content, FIRST, ("01-01", "01-02", "01-99"))
    page = options.content / FOLDER / "01.page.json"
    data = json.loads(page.read_text("utf-8"))
    data["areas"][1]["polygons"] = [[[0.1, 0.3], [0.9, 0.3], [0.9, 0.6], [0.5, 0.6], [0.5, 0.4], [0.1, 0.4]]]
    write_atomic(page, json.dumps(data))
    kit.built(options)
    return options


def every(value: Any, kind: str) -> list[dict[str, Any]]:
    """Each resource of a type, wherever it stands."""
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    found = [one for part in inside for one in every(part, kind)]
    return [value, *found] if isinstance(value, dict) and value.get("type") == kind else found


def test_an_edition_with_a_page_picture_has_a_valid_manifest(tmp_path: Path) -> None:
    site = kit.tree(project(tmp_path).output)
    assert [name for name in site if name.endswith("iiif.json")] == [f"{FOLDER}iiif.json", f"{FOLDER[:8]}iiif.json"]
    data = json.loads(site[f"{FOLDER}iiif.json"])
    assert [error.message for error in validator().iter_errors(data)] == []
    assert data["id"] == f"{ADDRESS}{FOLDER}iiif.json"
    (canvas,) = every(data, "Canvas")[:1]
    assert canvas["id"] == f"{ADDRESS}{FOLDER}01/canvas"
    for image in every(data, "Image"):
        with Image.open(io.BytesIO(site[image["id"].removeprefix(ADDRESS)])) as picture:
            assert (picture.size, f"image/{(picture.format or '').lower()}") == (
                (image["width"], image["height"]),
                image["format"],
            )
    for document in every(data, "Text"):
        name = document["id"].removeprefix(ADDRESS)
        assert (f"{name}index.html" if not name or name.endswith("/") else name) in site
    html = site[f"{FOLDER}index.html"].decode()
    assert re.search(rf'<link rel="alternate" type="application/ld\+json[^>]*href="/paper/{FOLDER}iiif.json">', html)
    assert "iiif.json" not in site[f"{SECOND:%Y/%m/%d}/index.html"].decode()


def test_areas_lead_to_their_items_and_stand_where_they_stand(tmp_path: Path) -> None:
    data = json.loads(kit.tree(project(tmp_path).output)[f"{FOLDER}iiif.json"])
    first, second = (one for one in every(data, "Annotation") if one["motivation"] == "linking")
    assert [one["body"][1]["id"] for one in (first, second)] == [f"{ADDRESS}{FOLDER}01/{n}/" for n in ("01", "02")]
    assert first["body"][0]["value"] == "大雾锁江"
    width, height = (every(data, "Canvas")[0][side] for side in ("width", "height"))
    x, y, wide, high = map(int, first["target"].partition("#xywh=")[2].split(","))
    stands = (x / width, y / height, wide / width, high / height)
    assert stands == pytest.approx((0.1, 0.1, 0.8, 0.09), abs=1 / 1000)  # areas stand on a grid of a thousand
    assert second["target"]["selector"]["value"].count("L") == 5
    ranges = every(data, "Range")
    assert [one["label"]["zh-Hans"][0] for one in ranges] == ["2024年1月29日", "第1版 要闻", "大雾锁江", "大雾锁江"]
    assert len({one["id"] for one in every(data, "Range") + every(data, "Annotation")}) == len(ranges) + 3


def test_a_months_collection_names_its_manifests(tmp_path: Path) -> None:
    site = kit.tree(project(tmp_path).output)
    data = json.loads(site[f"{FOLDER[:8]}iiif.json"])
    assert [error.message for error in validator().iter_errors(data)] == []
    assert [one["id"] for one in data["items"]] == [f"{ADDRESS}{FOLDER}iiif.json"]


def test_the_schema_hears_what_is_wrong(tmp_path: Path) -> None:
    data = json.loads(kit.tree(project(tmp_path).output)[f"{FOLDER}iiif.json"])
    for path, wrong in (
        (("label",), "岚汀日报"),
        (("items", 0, "width"), 0),
        (("items", 0, "items", 0, "items", 0, "motivation"), "linking"),
        (("items", 0, "id"), "https://a.example/01/#canvas"),
        (("navDate",), "2024-01-29"),
        (("items",), []),
    ):
        copy = json.loads(json.dumps(data))
        place = copy
        for key in path[:-1]:
            place = place[key]
        place[path[-1]] = wrong
        assert not validator().is_valid(copy), path


def test_without_an_address_or_a_picture_there_is_none(tmp_path: Path) -> None:
    for number, settings in enumerate(("", f"SITEURL = '{ADDRESS[:-1]}'\nPAGE_PICTURES = False")):
        site = kit.tree(project(tmp_path / str(number), settings).output)
        assert [name for name in site if name.endswith("iiif.json")] == []
