"""The schemas say what the parsers take, are published as they are, and hold for the sample paper."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from scripts.commands.schema import FILES, text_of
from scripts.edition.frontmatter import FIELDS
from scripts.edition.model import Item
from scripts.edition.schema import edition_schema, front_matter_schema

ROOT = Path(__file__).parent.parent


def test_the_schema_has_the_models_fields() -> None:
    schema = front_matter_schema()
    model = {field.name for field in dataclasses.fields(Item)} - {"body", "extra", "title_is_derived"}
    assert set(schema["properties"]) == model == {field.name for field in FIELDS}
    assert schema["required"] == ["date", "page", "order", "kind"]
    assert schema["else"]["required"] == ["title"]  # a photo needs none: its caption serves


@pytest.mark.parametrize("name", FILES)
def test_what_is_published_is_what_is_made(name: str) -> None:
    assert (ROOT / "docs/schema" / name).read_text("utf-8") == text_of(FILES[name]()), (
        "scripts schema --write docs/schema"
    )


def test_the_sample_holds_to_them() -> None:
    item, edition = Draft202012Validator(front_matter_schema()), Draft202012Validator(edition_schema())
    for path in (ROOT / "content").rglob("*.md"):
        keys = yaml.load(path.read_text("utf-8").split("---\n")[1], AsWritten)
        assert list(item.iter_errors(keys)) == [], path
    for path in (ROOT / "content").rglob("edition.yml"):
        assert list(edition.iter_errors(yaml.load(path.read_text("utf-8"), AsWritten))) == [], path


class AsWritten(yaml.SafeLoader):
    """YAML as editors' tools read it: a date is text."""


AsWritten.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in pairs if tag != "tag:yaml.org,2002:timestamp"]
    for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
