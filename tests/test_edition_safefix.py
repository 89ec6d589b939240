"""What check --fix does by itself changes no word, and doing it twice is doing it once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from scripts.edition.safefix import fixed


@given(st.text())
def test_fixing_twice_is_fixing_once(text: str) -> None:
    once, _ = fixed(text)
    assert fixed(once) == (once, ())


def test_front_matter_is_mended_and_the_text_below_is_not() -> None:
    text, names = fixed("---\ntitle：茶山：初采\nkind　： article\nauthors:\n\t- 林晚\n---\n\ntitle：茶\t山\n")
    assert text == "---\ntitle: 茶山：初采\nkind: article\nauthors:\n  - 林晚\n---\n\ntitle：茶\t山\n"
    assert names == ("tabs", "colons")


def test_what_is_mended() -> None:
    text, names = fixed("\ufeff---\r\ntitle: 茶\u00ad山  \r\n---\r\n   \r\n⼭上\r\n\r\n")
    assert text == "---\ntitle: 茶山\n---\n\n山上\n"
    assert names == ("line-ends", "invisible", "radicals", "blank-lines", "trailing", "last-line")


def test_what_convert_mends_is_mended() -> None:
    text, names = fixed("---\ntitle: ⽗⺟ ﬁle\n---\n\n一九八○年👩‍👧渡\u200d口\n")
    assert text == "---\ntitle: 父母 file\n---\n\n一九八〇年👩‍👧渡口\n"
    assert names == ("invisible", "radicals", "ligatures", "zeros")
