"""The catalogue of findings: every code used and in both languages, every call right, the handbook made from it."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts.commands.findings import HANDBOOKS, handbook, main
from scripts.conversion.model.asking import REASONS
from scripts.edition import catalogue as module
from scripts.edition.catalogue import Bilingual, CatalogueEntry, catalogue, finding, words
from scripts.pagetext.readingfaults import CODES
from scripts.pagetext.repair import RULES

HAN = re.compile("[\u4e00-\u9fff]")
ROOT = Path(__file__).parent.parent
SOURCES = [path for path in (ROOT / "scripts").rglob("*.py") if path.name != "catalogue.py"]
READ_BACK = {"scripts/conversion/record.py", "scripts/press/store/state.py"}
"""Where findings come back from a file."""
NOT_YET_MOVED = {
    "scripts/pagetext/review.py",
}


def calls(name: str) -> Iterator[tuple[str, ast.Call]]:
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name:
                yield path.relative_to(ROOT).as_posix(), node


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def wordings(entry: CatalogueEntry) -> list[CatalogueEntry]:
    return [entry, *entry.cases.values()]


@pytest.mark.parametrize("code", catalogue())
def test_an_entry_says_the_same_in_both_languages(code: str) -> None:
    for entry in wordings(catalogue()[code]):
        assert placeholders(entry.text.en) <= placeholders(entry.text.zh)  # which may name a field by its Chinese name
        assert entry.severity in ("error", "warning", "note")
        for english, chinese in (entry.text, entry.why):
            assert english.strip()
            assert len(HAN.findall(chinese)) > 1
            assert len(HAN.findall(english)) < len(english) / 8  # examples of what to type
        assert len(entry.text.en) < 200


def test_every_code_is_used() -> None:
    text = "".join(path.read_text("utf-8") for path in SOURCES)
    assert [code for code in catalogue() if f'"{code}"' not in text] == []


def test_every_turn_of_phrase_is_used() -> None:
    text = "".join(path.read_text("utf-8") for path in SOURCES)
    unused = [name for name in module._data()["words"] if f'"{name}"' not in text]
    families = {"reading-": CODES, "repair-": RULES, "unread-": REASONS}
    for prefix, names in families.items():
        assert [name for name in unused if name.startswith(prefix)] == [prefix + name for name in names]
    assert [name for name in unused if not name.startswith(("expects-", *families))] == []


def test_every_call_names_a_code_and_gives_what_its_text_takes() -> None:
    seen = 0
    for path, call in calls("finding"):
        if not call.args or not isinstance(call.args[0], ast.Constant):
            continue
        entry = catalogue()[str(call.args[0].value)]
        given = {keyword.arg for keyword in call.keywords} - {"path", "line", "field", "case"}
        case = next((k.value for k in call.keywords if k.arg == "case"), None)
        entry = entry.cases[str(case.value)] if isinstance(case, ast.Constant) else entry
        assert placeholders(entry.text.zh) == given, f"{path}:{call.lineno} {entry.code}"
        seen += 1
    assert seen > 30


def test_messages_are_written_in_the_catalogue_alone() -> None:
    assert {path for path, _ in calls("Finding")} - READ_BACK - NOT_YET_MOVED == set()


def test_a_finding_is_filled_in_by_language() -> None:
    found = finding("history-missing", "pelicanconf.py", field="CORRECTIONS", reason=words("no-git"))
    assert found.message == "CORRECTIONS is git, but git is not installed"
    assert found.message_zh == "CORRECTIONS 为 git，但没有安装 git"
    assert (found.within("zh"), found.path, found.field) == (found.message_zh, "pelicanconf.py", "CORRECTIONS")
    with pytest.raises(KeyError):
        finding("history-missing")
    with pytest.raises(KeyError):
        finding("no-such-code")


def test_a_case_has_its_own_text_and_weight() -> None:
    assert finding("not-utf-8").severity == "error"
    assert finding("not-utf-8", case="guessed", encoding="GB18030").severity == "note"
    assert str(Bilingual("a", "甲")) == "a"


def test_the_handbook_is_made_from_the_catalogue() -> None:
    for name, language in HANDBOOKS.items():
        assert (ROOT / "docs" / name).read_text("utf-8") == handbook(catalogue(), language), (
            "run: python -m scripts findings --write docs"
        )


def test_a_code_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["place-twice", "--lang", "zh"]) == 0
    assert "同一期有两个原文文件" in capsys.readouterr().out
    assert main(["nothing", "--lang", "en"]) == 1
    assert capsys.readouterr().err == "nothing: no such code\n"


BOTH = re.compile(r"[a-z]{3,} [a-z]{2,}.*[\u4e00-\u9fff]{3}|[\u4e00-\u9fff]{3}.*[a-z]{3,} [a-z]{2,}", re.S)
OF_THEIR_OWN = {"scripts/commands/findings.py", "scripts/commands/variant_report.py", "scripts/pagetext/clean.py"}
"""Pages of their own, and reasons that quote the text they are about."""


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_nothing_is_said_in_both_languages_at_once(path: Path) -> None:
    if path.relative_to(ROOT).as_posix() in OF_THEIR_OWN:
        return
    tree = ast.parse(path.read_text("utf-8"))
    docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    texts = [
        n for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str) and id(n) not in docs
    ]
    assert [
        node.value
        for node in texts
        if BOTH.search(str(node.value)) and not re.search("python -m|git ", str(node.value))
    ] == []
