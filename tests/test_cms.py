"""The form editor's configuration says what the model says, and its program is what was published."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import random
from pathlib import Path
from typing import Any

import pytest

from scripts.edition.editionfile import KEYS, PAGE_KEYS
from scripts.edition.frontmatter import FIELDS
from scripts.edition.model import KIND_NAMES, KINDS
from scripts.edition.reviews import reviews
from scripts.press.cms import config, vendored
from scripts.press.settings import paper_of
from scripts.press.settingshape import SettingsError
from tests.press import kit

REPO = {"repo": "desk/paper"}


def test_the_program_is_as_it_was_published() -> None:
    record = vendored.record()
    kept = {p.relative_to(vendored.FOLDER).as_posix() for p in vendored.FOLDER.rglob("*") if p.is_file()}
    assert kept == set(record["files"])
    for name, checksum in record["files"].items():
        assert hashlib.sha256((vendored.FOLDER / name).read_bytes()).hexdigest() == checksum, name
    assert all(
        one["license"] and one["version"] and one["integrity"].startswith("sha512-") for one in record["packages"]
    )


def test_fonts_and_words_come_from_beside_the_program() -> None:
    files = dict(vendored.program())
    program = files["sveltia/npm/index.js"].decode()
    assert "https://cdn.jsdelivr.net" not in program
    for name in vendored.record()["addresses"].values():
        assert f"./{name}" in program
        assert name in files
    assert files["sveltia/locales/zh-CN.js"].startswith(b"export default {")
    assert all(target[2:] in files for target in vendored.import_map().values())


def test_the_form_has_the_models_fields() -> None:
    fields = {field["name"]: field for field in config.item_fields(str)}
    assert set(fields) == {field.name for field in FIELDS} | {"body"}
    assert [option["value"] for option in fields["kind"]["options"]] == list(KINDS) == list(KIND_NAMES)
    assert [option["value"] for option in fields["review"]["options"]] == list(reviews())
    assert {name for name, field in fields.items() if field["widget"] == "hidden"} == set(config.PLACE)
    labels = {field.name: field.label_zh for field in FIELDS}
    assert all(field["label"] == labels.get(name, "正文") for name, field in fields.items() if "label" in field)
    edition = {field["name"]: field for field in config.edition_file(str)["fields"]}
    assert set(edition) == {*KEYS, "pages"}
    assert {field["name"] for field in edition["pages"]["fields"]} == set(PAGE_KEYS)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"repo": "paper"}, "'repo' must be like 'owner/name'"),
        ({}, "'repo' must be like"),
        ({**REPO, "site": "x"}, "'site' is not one of repo, branch"),
        ({**REPO, "editions": "7"}, "'editions' must be of type int"),
        ({**REPO, "backend": "svn"}, "'backend' must be one of github"),
        ({**REPO, "backend": "gitea"}, "'api_root' is needed for gitea"),
        ({**REPO, "api_root": "git.example.org"}, "'api_root' must begin with https://"),
    ],
)
def test_a_setting_that_cannot_be_used_is_told(given: dict[str, Any], told: str) -> None:
    problem = config.mistake(given)
    assert problem
    assert told in problem.en
    if given:
        with pytest.raises(SettingsError, match="CMS"):
            paper_of({"SITENAME": "报", "CMS": given})


def test_the_page_asks_the_repositorys_host_alone() -> None:
    assert "connect-src 'self' blob: data: https://api.github.com;" in config.policy(REPO)
    own = {**REPO, "backend": "gitea", "api_root": "https://git.example.org/api/v1"}
    assert "connect-src 'self' blob: data: https://git.example.org;" in config.policy(own)
    assert "github" not in config.policy(own)


def test_it_is_there_only_where_it_is_wanted(tmp_path: Path) -> None:
    options = kit.project(tmp_path, "VARIANTS = {'zh-Hant-TW': None}")
    kit.write_edition(options.content, kit.make_edition(random.Random(1), kit.START))
    kit.built(options)
    plain = kit.tree(options.output)
    assert not any("admin" in name for name in plain)
    kit.project(tmp_path, f"VARIANTS = {{'zh-Hant-TW': None}}\nCMS = {REPO}")
    assert kit.built(options).editions_built == 0  # nothing of the paper is another for it
    added = kit.tree(options.output).keys() - plain.keys()
    assert {"admin/index.html", "admin/admin.js", "admin/config.json", "admin/sveltia/npm/index.js"} <= added
    assert all(name.startswith("admin/") for name in added)
    kit.write_edition(options.content, kit.make_edition(random.Random(2), kit.START + dt.timedelta(1)))
    kit.built(options)
    told = json.loads((options.output / "admin/config.json").read_bytes())
    assert told["dates"] == ["2024-01-30", "2024-01-29"]
    kit.project(tmp_path, "VARIANTS = {'zh-Hant-TW': None}")
    kit.built(options)
    assert not any("admin" in name for name in kit.tree(options.output))


def test_editors_of_a_traditional_paper_read_traditional_labels(tmp_path: Path) -> None:
    options = kit.project(tmp_path, f"DEFAULT_LANG = 'zh-Hant-TW'\nCMS = {REPO}")
    kit.write_edition(options.content, kit.make_edition(random.Random(1), kit.START))
    kit.built(options)
    told = json.loads((options.output / "admin/config.json").read_bytes())
    assert {"主題", "圖片", "類型"} <= {field.get("label") for field in told["items"]["fields"]}
