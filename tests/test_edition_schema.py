"""The schema says what the parser takes: the same keys, required alike."""

from __future__ import annotations

import dataclasses

from scripts.edition.frontmatter import FIELDS
from scripts.edition.model import Item
from scripts.edition.schema import front_matter_schema


def test_the_schema_has_the_models_fields() -> None:
    schema = front_matter_schema()
    model = {field.name for field in dataclasses.fields(Item)} - {"body", "extra"}
    assert set(schema["properties"]) == model == {field.name for field in FIELDS}
    assert schema["required"] == ["title", "date", "page", "order", "kind"]
