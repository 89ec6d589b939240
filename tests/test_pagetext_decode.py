"""An encoding is told by the text, in each that a page may come in; what cannot be told is refused by name."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.conversion.sources import not_text
from scripts.pagetext.decode import decode, garbled_as
from scripts.pagetext.familiar import FAMILIAR, familiar_share

SIMPLIFIED = "昨天早晨，渡口的新船下水。早班船从六点十分开出，票价一元。\n市里说，今年还要再修两处码头。\n"
TRADITIONAL = "昨天早晨，渡口的新船下水。早班船從六點十分開出，票價一元。\n市裡說，今年還要再修兩處碼頭。\n"
JAPANESE = "昨日の早朝、港町の灯台に新しいランプが取り付けられた。市の担当者は夜の海が少し明るくなったと話している。\n"
KOREAN = "어제 아침 항구 마을의 등대에 새 등이 달렸다. 시 관계자는 밤바다가 조금 밝아졌다고 말했다.\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (SIMPLIFIED, "utf-8"),
        (SIMPLIFIED, "utf-8-sig"),
        (SIMPLIFIED, "utf-16"),
        (SIMPLIFIED, "utf-16-le"),
        (SIMPLIFIED, "utf-16-be"),
        (SIMPLIFIED, "gbk"),
        (SIMPLIFIED, "gb18030"),
        (SIMPLIFIED, "hz"),
        (TRADITIONAL, "big5"),
        (TRADITIONAL, "big5hkscs"),
        (TRADITIONAL, "gb18030"),
        (TRADITIONAL, "utf-16-le"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc_jp"),
        (JAPANESE, "iso2022_jp"),
        (KOREAN, "euc_kr"),
    ],
)
@pytest.mark.parametrize("how", ["as it is", "letter-spaced", "Windows line ends", "one line", "cut in mid-character"])
def test_an_encoding_is_told(text: str, encoding: str, how: str) -> None:
    if how == "letter-spaced":
        text = " ".join(text)
    elif how == "Windows line ends":
        text = text.replace("\n", "\r\n")
    elif how == "one line":
        text = text.split("\n")[0]
    data = text.encode(encoding)
    if how == "cut in mid-character":
        cut = decode(data[:-1]).text
        assert cut[:-4] == text[: len(cut) - 4]
        assert cut[:20] == text[:20]
    else:
        decoded = decode(data)
        assert decoded.text == text
        assert decoded.replaced == 0


@pytest.mark.parametrize("text", ["2025年4月18日　第01版　要聞\n", "電話 2345-6789 傳真 2345-6780\n"])
def test_a_line_of_big5_is_not_gb(text: str) -> None:
    assert decode(text.encode("big5")).text == text


def spoiled(right: str, wrong: str) -> bytes:
    return SIMPLIFIED.encode(right).decode(wrong, "replace").encode()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (
            "Вчера утром в порту зажгли новый маяк.\n".encode("cp1251"),
            "in none of the encodings UTF-8, UTF-16, GB18030",
        ),
        (random.Random(3).randbytes(3000), "in none of the encodings"),
        (SIMPLIFIED.encode("utf-32-le"), "in none of the encodings"),
        (
            SIMPLIFIED.encode().decode("gb18030", "replace").encode(),
            "garbled before it came here (UTF-8 read as GB18030",
        ),
        (SIMPLIFIED.encode().decode("latin-1").encode(), "garbled before it came here (UTF-8 read as "),
        (
            SIMPLIFIED.encode("gb18030").decode("latin-1").encode(),
            "garbled before it came here (GB18030 (GBK) read as ",
        ),
    ],
)
def test_what_cannot_be_told_is_refused_by_name(data: bytes, reason: str) -> None:
    found = not_text(data)
    assert found
    assert found[0].startswith(reason)


def test_a_damaged_file_is_read_all_the_same() -> None:
    data = bytearray((SIMPLIFIED * 20).encode())
    data[300] = data[900] = 0xFF
    decoded = decode(bytes(data))
    assert (decoded.encoding, decoded.replaced) == ("utf-8", 4)  # each broke a character of three bytes in two
    data = bytearray((SIMPLIFIED * 20).encode("gb18030"))
    data[300] = 0xFF
    decoded = decode(bytes(data))
    assert decoded.encoding == "gb18030"
    assert SIMPLIFIED in decoded.text


@given(st.binary(max_size=400))
def test_it_never_fails(data: bytes) -> None:
    decoded = decode(data)
    assert decoded.text.encode("utf-8", "strict") is not None
    garbled_as(decoded.text)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=200))
def test_utf_8_is_utf_8(text: str) -> None:
    if "\0" not in text and "\x1b$" not in text and "~{" not in text and not text.startswith("\ufeff"):
        assert decode(text.encode()).text == text


def test_familiar_characters_are_of_both_scripts() -> None:
    assert set("的国國会會") <= FAMILIAR
    assert familiar_share("ABC 123，。") is None
    assert familiar_share("的的甪甪") == 0.5
