"""The JSON Schemas of front matter and of edition.yml, made from the model, so that editors' tools know what to say."""

from __future__ import annotations

from typing import Any

from scripts.edition.editionfile import KEYS, LABELS, PAGE_KEYS
from scripts.edition.frontmatter import FIELDS, FieldType
from scripts.edition.label import LAST
from scripts.edition.model import KIND_NAMES, KINDS
from scripts.edition.reviews import reviews

_LINE = {"type": "string", "pattern": "^[^\\r\\n]*$"}
_TYPES: dict[FieldType, dict[str, Any]] = {
    "text": _LINE,
    "date": {"type": "string", "format": "date", "pattern": "^\\d{4}-\\d{2}-\\d{2}$"},
    "label": {
        "oneOf": [
            {"type": "integer", "minimum": 1, "maximum": LAST},
            {"type": "string", "pattern": "^[A-Z]{1,2}(?!0+$)[0-9]{1,3}$"},
        ],
        "examples": [1, "A01"],
    },
    "number": {"type": "integer", "minimum": 1, "maximum": 9999},
    "kind": {"enum": list(KINDS), "description": "；".join(f"{kind} {name}" for kind, name in KIND_NAMES.items())},
    "texts": {"type": "array", "items": _LINE},
    "sections": {"type": "object", "patternProperties": {"^[A-Z]{1,2}$": _LINE}, "additionalProperties": False},
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


_ABOUT: dict[str, dict[str, Any]] = {
    "review": {
        "description": "；".join(f"{code} {zh}" for code, (_, zh) in reviews().items()),
        "examples": [[*reviews()]],
    },
    "image": {"examples": ["images/03.jpg"]},
}

_SCHEMA = "https://json-schema.org/draft/2020-12/schema"


def edition_schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of edition.yml."""
    page = {key: {"title": LABELS[key], **_TYPES[kind]} for key, kind in PAGE_KEYS.items()}
    pages = {"type": "object", "additionalProperties": False, "required": ["number"], "properties": page}
    top = {key: {"title": LABELS[key], **_TYPES[kind]} for key, kind in KEYS.items()}
    return {
        "$schema": _SCHEMA,
        "title": "edition.yml",
        "type": "object",
        "additionalProperties": False,
        "required": ["date"],
        "properties": {**top, "pages": {"title": "各版", "type": "array", "items": pages}},
    }


def front_matter_schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of an item's front matter."""
    return {
        "$schema": _SCHEMA,
        "title": "稿件文前信息",
        "type": "object",
        "additionalProperties": False,
        "required": [field.name for field in FIELDS if field.required and field.name != "title"],
        "if": {  # `needs_headline`: a photo's caption serves, and what goes on from another page has its headline there
            "anyOf": [{"properties": {"kind": {"const": "photo"}}}, {"required": ["jump_from"]}]
        },
        "else": {"required": ["title"]},
        "properties": {
            field.name: {"title": field.label_zh, **_TYPES[field.type], **_ABOUT.get(field.name, {})}
            for field in FIELDS
        },
    }
