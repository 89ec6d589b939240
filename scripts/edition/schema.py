"""The front matter's JSON Schema, generated from FIELDS, so that editors' tools know what an item may say."""

from __future__ import annotations

from typing import Any

from scripts.edition.frontmatter import FIELDS, FieldType
from scripts.edition.model import KINDS

_LINE = {"type": "string", "pattern": "^[^\\r\\n]*$"}
_TYPES: dict[FieldType, dict[str, Any]] = {
    "text": _LINE,
    "date": {"type": "string", "format": "date", "pattern": "^\\d{4}-\\d{2}-\\d{2}$"},
    "number": {"type": "integer", "minimum": 1, "maximum": 9999},
    "kind": {"enum": list(KINDS)},
    "texts": {"type": "array", "items": _LINE},
    "corrections": {
        "type": "array",
        "items": {
            "type": "object",
            "required": ["date", "text"],
            "additionalProperties": False,
            "properties": {"date": {"type": "string", "format": "date"}, "text": _LINE},
        },
    },
}


def front_matter_schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of an item's front matter."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "稿件文前信息",
        "type": "object",
        "additionalProperties": False,
        "required": [field.name for field in FIELDS if field.required],
        "properties": {field.name: {"title": field.label_zh, **_TYPES[field.type]} for field in FIELDS},
    }
