"""What documents are made from besides content, as digests: code, packages, theme, words and settings.

There is one key for each kind of unit and variant. It covers the settings, the theme's words and assets, all code that
makes documents, the versions of the packages that do, and of the theme's templates only those that its producers
print with. So a change to month.html rebuilds months.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Mapping
from functools import cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from scripts.press.outputs import moved
from scripts.press.producers import Scope, producers
from scripts.press.render.desk import BuildContext
from scripts.work.code import code_digest

PACKAGES = (
    "budoux",
    "feedgenerator",
    "jinja2",
    "markdown-it-py",
    "markupsafe",
    "opencc",
    "pelican",
    "pillow",
    "pyyaml",
)
ROOMS = ("edition", "press", "variants")
"""The rooms of scripts/ whose code and data (glossaries) documents are made by."""

_REFERENCE = re.compile(r"""{%-?\+?\s*(?:extends|include|import|from)\s+['"]([^'"]+)['"]""")
_OPTIONAL = re.compile(r"""{%-?\+?\s*include\s+['"]([^'"]+)['"]\s+ignore missing""")
_DYNAMIC = re.compile(r"{%-?\+?\s*(?:extends|include|import|from)\s+[^'\"\s]")


def digest(*parts: str) -> str:
    """One digest of several texts."""
    return blake2b("\0".join(parts).encode(errors="surrogateescape"), digest_size=16).hexdigest()


@cache
def room_digest(rooms: tuple[str, ...]) -> str:
    """Of the code and data of some rooms of scripts/, of Python's version and the packages'."""
    versions = [f"python {sys.version_info[0]}.{sys.version_info[1]}"]
    versions += [f"{name} {_version(name)}" for name in PACKAGES]
    return code_digest(rooms, "\0".join(versions))


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def glossary_digest(content: Path) -> str:
    """Of the tables in content/ itself by which variants are made (glossary.tsv, people.tsv)."""
    return digest(
        *(
            f"{path.name}\0{path.read_bytes().hex()}"
            for path in sorted(content.glob("*.tsv"))
            if path.name != moved.FILE
        )
    )


def base_keys(run: BuildContext, templates: Mapping[str, str], glossary: str = "") -> dict[str, str]:
    """The key of each kind of unit in each variant, `item@zh-Hans`; of the site's own producers each by name."""
    paper = run.paper
    # How many editions a variant is built for is no part of it: which they are is compared date by date.
    settings = [
        paper.name, paper.tagline, paper.place, paper.lang, list(paper.variants), paper.address, paper.links,
        paper.theme_settings, run.words, run.assets, sorted(paper.year_sites.items()), paper.main_site,
        paper.zone, paper.authority, paper.corner_quotes, sorted(paper.off), paper.preview, paper.label_digits,
        paper.recipe.key(), paper.originals,
    ]  # fmt: skip
    common = digest(room_digest(ROOMS), json.dumps(settings, sort_keys=True, ensure_ascii=False, default=repr))
    scopes: tuple[Scope, ...] = ("item", "edition", "month", "year", "list")
    keys = {
        "file@": digest(room_digest(ROOMS), str(sorted(paper.year_sites)), paper.recipe.key(), str(paper.originals))
    }
    for variant in paper.variants:
        script = glossary if variant != paper.lang else ""
        groups = [(str(scope), producers(scope, run, variant)) for scope in scopes]
        groups[0][1].extend(producers("inside", run, variant))
        groups += [(f"site:{p.name}", [p]) for p in producers("site", run, variant)]
        for kind, group in groups:
            names = [p.name for p in group]
            names += [f"{package} {_version(package)}" for p in group for package in p.packages]
            names += [repr(run.redirects)] if kind == "site:moved" else []
            names += [repr(sorted(paper.cms.items()))] if kind.startswith("site:admin") else []
            printed = template_closure((p.template for p in group if p.template), templates)
            keys[f"{kind}@{variant}"] = digest(
                common, variant, script, *names, *(f"{n}\0{templates[n]}" for n in printed)
            )
    return keys


def read_templates(folder: Path) -> dict[str, str]:
    """The theme's templates by name."""
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*.*"))
        if path.is_file() and not path.name.startswith(".")
    }


def optional_templates(templates: Mapping[str, str]) -> frozenset[str]:
    """The names that templates include `ignore missing` and that the theme does not have."""
    return frozenset(name for text in templates.values() for name in _OPTIONAL.findall(text)) - templates.keys()


def template_closure(names: Iterable[str], templates: Mapping[str, str]) -> list[str]:
    """These templates and all that they extend, include or import; everything where one chooses by an expression."""
    open_names, closure = list(names), set()
    while open_names:
        name = open_names.pop()
        if name in closure or name not in templates:
            continue
        closure.add(name)
        if _DYNAMIC.search(templates[name]):
            return sorted(templates)
        open_names += _REFERENCE.findall(templates[name])
    return sorted(closure)
