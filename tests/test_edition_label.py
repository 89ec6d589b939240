from __future__ import annotations

import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.edition import urls
from scripts.edition.label import Label, LabelError, digits_of

LABELS = st.builds(Label, st.integers(1, 999), st.sampled_from(["", "A", "B", "Z", "AA", "ZZ"]))


def test_no_letter_first_then_letters_then_numbers_two_letters_after_one() -> None:
    written = ["1", "2", "12", "A1", "A2", "A16", "B03", "T2", "AA1", "AB1"]
    assert sorted(map(Label.parse, reversed(written))) == [Label.parse(text) for text in written]


@given(LABELS, LABELS)
def test_a_code_has_the_order_of_its_label(one: Label, other: Label) -> None:
    assert (one < other) == (one.code < other.code)
    assert (one == other) == (one.code == other.code) == (hash(one) == hash(other))
    assert Label.from_code(one.code) == one


@given(LABELS, st.integers(1, 99))
def test_a_label_is_read_as_it_is_written(label: Label, order: int) -> None:
    for text in (str(label), label.file, label.printed(1), label.printed(2), label.file.lower()):
        assert Label.parse(text) == label
    assert Label.of(json.loads(json.dumps(label.value))) == label
    assert urls.place_of(urls.item_file(label, order)) == (label, order)


def test_a_plain_number_is_written_as_a_number() -> None:
    assert (Label(3).value, str(Label(3)), Label(3).file, Label(3).printed(2)) == (3, "3", "03", "3")
    assert (Label(3).code, Label(100).file) == (3, "100")


def test_a_label_with_letters_is_written_with_two_digits_but_in_print() -> None:
    one = Label(1, "A")
    assert (one.value, str(one), one.file, one.printed(1), one.printed(2)) == ("A01", "A01", "A01", "A1", "A01")
    day = dt.date(2025, 11, 28)
    assert urls.item_url(day, one, 2) == "/2025/11/28/A01/02/"


@pytest.mark.parametrize("text", ["a1", "A1", "A01", "A001", " Ａ１ ", "ａ０１"])
def test_case_width_and_zeros_make_no_difference(text: str) -> None:
    assert Label.parse(text) == Label(1, "A")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("A", "number is missing"),
        ("", "number is missing"),
        ("1A", "letters come first"),
        ("ABC1", "at most 2 letters"),
        ("A0", "count from 1"),
        ("000", "count from 1"),
        ("A1000", "up to 999"),
        ("第1版", "one to three digits"),
        ("A1-2", "one to three digits"),
    ],
)
def test_what_is_no_label_is_refused_with_the_reason_and_an_example(text: str, reason: str) -> None:
    with pytest.raises(LabelError, match=reason) as error:
        Label.parse(text)
    assert "B03" in error.value.reason
    assert "B03" in error.value.reason_zh


@pytest.mark.parametrize("name", ["a01-02.md", "A1-02.md", "A00-02.md", "ABC01-02.md", "A01-2.md", "A0001-02.md"])
def test_a_file_with_another_name_is_no_item(name: str) -> None:
    assert urls.place_of(name) is None


def test_digits_as_a_paper_prints_them() -> None:
    assert [digits_of(text) for text in ("A1", "A01", "A12", "1", "01", "要闻")] == [1, 2, None, None, None, None]
