"""The house's own rules: one name for one type."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).parent.parent
SOURCES = [path for path in sorted((ROOT / "scripts").rglob("*.py")) if "vendor" not in path.parts]


def types(path: Path) -> list[str]:
    """The public classes and type aliases that a module defines."""
    found = []
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.ClassDef):
            found.append(node.name)
        elif isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
            name, value = node.targets[0].id, ast.unparse(node.value)
            if name[:1].isupper() and not name.isupper() and not value.startswith("TypeVar"):
                found.append(name)
    return [name for name in found if not name.startswith("_")]


def test_a_types_name_means_one_thing() -> None:
    where = defaultdict(list)
    for path in SOURCES:
        for name in types(path):
            where[name].append(path.relative_to(ROOT).as_posix())
    twice = {name: paths for name, paths in where.items() if len(paths) > 1}
    assert twice == {}


def test_the_glossary_names_types_that_there_are() -> None:
    text = (ROOT / "docs/architecture.md").read_text("utf-8").partition("## Glossary")[2].partition("\n## ")[0]
    named = {name for line in text.splitlines() if line.startswith("| ") for name in re.findall(r"`([A-Z]\w+)`", line)}
    assert len(named) > 20
    assert named - {name for path in SOURCES for name in types(path)} == set()
