"""A paper's own rules: which warnings it does not want, and which of its pages are online."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.commands import check
from scripts.edition.label import Label
from scripts.edition.rules import RuleError, rules_of
from tests.test_bad_input import edition, item


@pytest.mark.parametrize(
    ("online", "pages", "others"),
    [
        ((), "1 12 A1 T3", ""),
        (("1-4",), "1 4", "5 A1"),
        (("A", "B1-B2"), "A1 A16 B1 B2", "1 B3 AB1"),
        (("1", "A03"), "1 A3", "2 A1"),
    ],
)
def test_which_pages_are_online(online: tuple[str, ...], pages: str, others: str) -> None:
    rules = rules_of((), online)
    assert all(rules.is_online(Label.parse(page)) for page in pages.split())
    assert not any(rules.is_online(Label.parse(page)) for page in others.split())


@pytest.mark.parametrize(
    ("off", "online", "message"),
    [
        (("page-name-mising",), (), "CHECKS_OFF: 'page-name-mising' is no finding's code, as in docs/findings.md"),
        (("order-disagrees",), (), "CHECKS_OFF: 'order-disagrees' is an error, only warnings can be left out"),
        ((), ("1-",), "PAGES_ONLINE: "),
    ],
)
def test_what_cannot_be_used_is_told(off: tuple[str, ...], online: tuple[str, ...], message: str) -> None:
    with pytest.raises(RuleError) as error:
        rules_of(off, online)
    assert str(error.value).startswith(message)


def told(content: Path, settings: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    file = content.parent / "pelicanconf.py"
    file.write_text(f"SITENAME = '江报'\n{settings}\n", "utf-8")
    code = check.main(["--content", str(content), "--settings", str(file), "--lang", "en"])
    out, err = capsys.readouterr()
    return code, out + err


def test_a_paper_that_puts_some_pages_online(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content = edition(tmp_path, **{"01_02__md": item(jump_to=7)})
    assert told(content, "", capsys)[0] == 1
    code, out = told(content, "PAGES_ONLINE = ('1-2',)", capsys)
    assert code == 0
    assert "note    `jump_to` leads to page 7, which the paper does not put online" in out
    code, out = told(content, "PAGES_ONLINE = ('1-8',)", capsys)
    assert code == 0
    assert "warning `jump_to` leads to page 7, which is not here yet" in out


def test_what_is_off_is_not_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content = edition(tmp_path, **{"01_02__md": item(kind="photo", title=None)})
    assert "a photo without a picture" in told(content, "", capsys)[1]
    assert "a photo without a picture" not in told(content, "CHECKS_OFF = ('photo-without-picture',)", capsys)[1]
    code, out = told(content, "CHECKS_OFF = ('nonsense',)", capsys)
    assert code == 2
    assert "CHECKS_OFF: 'nonsense'" in out
