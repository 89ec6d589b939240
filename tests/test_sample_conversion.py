"""The sample's raw pages, converted, are what a careful editor reads from them: every item, field and paragraph."""

from __future__ import annotations

import functools
import json
import shutil
import subprocess
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from scripts.commands import convert as command
from scripts.edition.label import Label
from scripts.edition.model import Item
from scripts.pagetext import ConvertedPage, convert
from tests.sample_truth import FILES, ROOT, blocks, load, plain

MISSES = ROOT / "tests" / "sample" / "misses.txt"
"""What the converter does not restore yet, a line an item and field: `2025-04-18-01 1 body`. A page that gets worse, or
better, changes it: `python -m tests.test_sample_conversion` writes it anew, to be looked at and committed."""


@functools.cache
def converted(raw: str, first_page: int) -> tuple[ConvertedPage, ...]:
    path = ROOT / raw
    date = load(next(f for f in FILES if load(f)["raw"] == raw))["date"]
    return convert(path.read_bytes(), date=date, page=Label(first_page), name=path.stem[3:])


def page_of(truth: dict[str, Any]) -> ConvertedPage:
    pages = converted(truth["raw"], int((ROOT / truth["raw"]).name[:2]))
    return next(page for page in pages if page.page.number == truth["page"])


def as_truth(item: Item) -> dict[str, Any]:
    """An item in the truth's form: keys that do not apply left out, and no title where the page printed none."""
    names = ("order", "kind", "kicker", "title", "deck", "authors", "byline", "credit", "jump_to", "jump_from")
    values = {name: getattr(item, name) for name in names}
    if not item.title_is_printed:
        del values["title"]
    found = {k: plain(v) for k, v in values.items() if v}
    return found | ({"body": blocks(item.body)} if item.body.strip() else {})


def squeezed(lines: list[str] | tuple[str, ...]) -> list[str]:
    """Furniture is kept, not edited: the spaces in it are the extractor's affair."""
    return ["".join(line.split()) for line in lines]


def text_of(item: dict[str, Any]) -> Counter[str]:
    """An item's characters, whatever field they stand in: by them an item is known again."""
    return Counter("".join(str(value) for value in item.values()))


def misses(truth: dict[str, Any]) -> list[str]:
    """The fields of a page that differ from its truth, by the truth's items; `extra`: an item too many."""
    page = page_of(truth)
    left = [as_truth(item) for item in page.items]
    out = []
    for number, wanted in enumerate(truth["items"], 1):
        likeness = [
            (text_of(wanted) & text_of(one)).total() - abs(text_of(one).total() - text_of(wanted).total())
            for one in left
        ]
        best = likeness.index(max(likeness)) if likeness and max(likeness) > 0 else None
        found = left.pop(best) if best is not None else {}
        keys = sorted({*wanted, *found} - {"order"}) if found else ["missing"]
        out += [f"{number} {key}" for key in keys if found.get(key) != wanted.get(key) or not found]
    out += [f"{number} extra" for number, _ in enumerate(left, 1)]
    out += ["page name"] if page.page.name != truth["name"] else []
    out += ["page editors"] if list(page.page.editors) != truth["editors"] else []
    out += ["page furniture"] if squeezed(page.page.furniture) != squeezed(truth["furniture"]) else []
    return out + (["page unplaced"] if page.unplaced else [])


def all_misses() -> str:
    return "".join(f"{path.stem} {line}\n" for path in FILES for line in misses(load(path)))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_sample_page_comes_out_as_well_as_before(path: Path) -> None:
    """Each field that is not restored stands in misses.txt: one more is a fault, one less has to leave the file."""
    known = [line.removeprefix(f"{path.stem} ") for line in MISSES.read_text("utf-8").splitlines()]
    known = [line for line, whole in zip(known, MISSES.read_text("utf-8").splitlines(), strict=True) if whole != line]
    assert misses(load(path)) == known


@pytest.mark.parametrize("truth", [pytest.param(load(path), id=path.stem) for path in FILES])
def test_nothing_of_a_sample_page_is_lost(truth: dict[str, Any]) -> None:
    assert page_of(truth).conserved


OUT_OF_STEP = """The sample's content is not what converting its raw pages leaves: {}.
Run `python -m scripts convert raw`, restore what changed below content/ except .convert.json (delete new files too),
and run it again until nothing changes; then commit content/*/*/*/.convert.json."""


def _files(content: Path) -> dict[str, str]:
    """The text files of the editions by path; of a record all but the converter that wrote it."""
    found = {}
    for path in sorted(content.rglob("*")):
        if path.suffix in (".md", ".yml", ".json", ".new"):
            text = path.read_text("utf-8")
            if path.name == ".convert.json":
                record = json.loads(text)
                for page in record["pages"].values():
                    del page["converter"]
                text = json.dumps(record, ensure_ascii=False, indent=1)
            found[path.relative_to(content).as_posix()] = text
    return found


def test_converting_the_sample_again_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a fresh clone: the editors' work stays, and the next `make` has nothing to ask."""
    shallow = ["git", "rev-parse", "--is-shallow-repository"]
    if subprocess.run(shallow, cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip() != "false":
        pytest.skip("no git history here, by which the texts of edited items are merged")
    clone = ["git", "clone", "--quiet", "--bare", "--single-branch", ROOT.as_uri(), str(tmp_path / ".git")]
    subprocess.run(clone, check=True)
    subprocess.run(["git", "config", "core.bare", "false"], cwd=tmp_path / ".git", check=True)
    for name in ("raw", "content"):
        shutil.copytree(ROOT / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    before = _files(tmp_path / "content")
    code = command.main(
        ["raw", "--all", "--quiet", "--report", "report.json", "--settings", str(ROOT / "pelicanconf.py")]
    )
    after = _files(tmp_path / "content")
    changed = sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))
    assert not changed, OUT_OF_STEP.format(", ".join(changed))
    errors = json.loads((tmp_path / "report.json").read_text("utf-8"))["totals"]["findings"].get("error", 0)
    assert (code, errors) == (0, 0), OUT_OF_STEP.format(f"{errors} errors")


if __name__ == "__main__":
    MISSES.write_text(all_misses(), "utf-8")
