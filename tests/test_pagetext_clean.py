"""What old extractors and full-width setting leave in a line, and what it stands for."""

from __future__ import annotations

import datetime as dt

import pytest

from scripts.edition.characters import RADICALS
from scripts.edition.label import Label
from scripts.pagetext import convert
from scripts.pagetext.clean import clean_line, fold

LINES = {
    "a decimal and per cent": ("增长１２．５％", "增长12.5％"),
    "a fraction": ("占２／３", "占2/3"),
    "thousands": ("补贴１２，３００元", "补贴12,300元"),
    "a list is no number": ("第１，２，３组", "第1，2，3组"),
    "a phone number": ("０６００－１２３４５６７", "0600-1234567"),
    "an address": ("ｈｔｔｐ：／／ｗｗｗ．ａ．ｅｘａｍｐｌｅ／ｂ＿１", "http://www.a.example/b_1"),
    "mail": ("ｄｅｓｋ＠ａ．ｅｘａｍｐｌｅ", "desk@a.example"),
    "a time": ("晚７：３０开船", "晚7:30开船"),
    "a mark at the end": ("共３３．", "共33．"),
    "half-width digits keep their mark": ("3：0", "3：0"),
    "a padded name": ("（记者潘　明）报道", "（记者潘明）报道"),
    "a padded name whose 记者 broke at the line's end": ("者潘　明、王　刚）财政部", "者潘明、王刚）财政部"),
    "a padded name before what its owner did": ("通讯员潘　明摄影报道", "通讯员潘明摄影报道"),
    "a wide space between words stands": ("读者来　信", "读者来 信"),
    "radicals": ("⺫⽬⺬⻔⺟", "目目示门母"),
    "a ligature": ("oﬃce ﬁle", "office file"),
    "zeros": ("一九六○年，二◯○三年", "一九六〇年，二〇〇三年"),
    "a circle before a numeral": ("○一位乘客", "○一位乘客"),
    "a joined emoji": ("一家👩‍👧‍👦来了", "一家👩‍👧‍👦来了"),
    "a joiner that joins nothing": ("渡\u200d口👩\u200d来", "渡口👩来"),
}


@pytest.mark.parametrize(("raw", "clean"), LINES.values(), ids=LINES.keys())
def test_a_line_is_what_it_stands_for(raw: str, clean: str) -> None:
    assert clean_line(raw) == clean
    assert clean_line(clean) == clean
    assert fold(raw) == fold(clean)


def test_radicals_are_unicodes() -> None:
    assert len([code for code in RADICALS if code < 0x2F00]) == 113 + 1
    assert all(len(char) == 1 and not 0x2E80 <= ord(char) <= 0x2FD5 for char in RADICALS.values())


def test_what_becomes_of_a_page_is_proved() -> None:
    lines = [raw for raw, _ in LINES.values()]
    (page,) = convert("\n".join(lines).encode(), date=dt.date(2025, 4, 18), page=Label(1))
    assert page.conserved, (page.conservation.missing, page.conservation.added)
