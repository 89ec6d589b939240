"""How a body is set by what it says: columns of figures, and the lines that sign a notice or a letter."""

from __future__ import annotations

import re

import pytest

from scripts.press.items.bodies import dressed, signed


def table(*rows: str) -> str:
    tags = ["th", *["td"] * (len(rows) - 1)]
    cells = ["".join(f"<{tag}>{cell}</{tag}>" for cell in row.split("|")) for tag, row in zip(tags, rows, strict=True)]
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>"


def numbers(*rows: str) -> list[str]:
    """The cells that are set as figures, in order."""
    return re.findall(r'<t[hd] class="number">([^<]*)<', dressed(table(*rows), "article"))


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (("镇|亩", "三岔|1,204.5", "石门|-3.2%"), ["亩", "1,204.5", "-3.2%"]),
        (("镇|亩", "三岔|12", "石门|—"), ["亩", "12", "—"]),
        (("镇|亩", "三岔|12", "石门|不详"), []),
        (("镇|亩", "三岔|—", "石门|"), []),
        (("日期|事", "4月8日|开会", "4月9日|散会"), []),
    ],
    ids=["figures", "one is missing", "one is a word", "none is there", "dates"],
)
def test_a_column_of_figures_is_set_as_such(rows: tuple[str, ...], expected: list[str]) -> None:
    assert numbers(*rows) == expected


def signatures(kind: str, *paragraphs: str) -> list[str]:
    html = "\n".join(f"<p>{text}</p>" for text in paragraphs)
    return re.findall(r'<p class="signed">([^<]*)<', signed(html, kind))


@pytest.mark.parametrize(
    ("kind", "paragraphs", "expected"),
    [
        ("notice", ("身份证遗失，声明作废。", "林晚"), ["林晚"]),
        ("article", ("编辑同志：你们好。", "读者 林晚", "2025年4月8日"), ["读者 林晚", "2025年4月8日"]),
        ("article", ("茶农上了山。", "林晚"), []),
        ("notice", ("停水通知", "自来水公司", "2025年4月8日"), ["自来水公司", "2025年4月8日"]),
        ("notice", ("自来水公司",), []),
        (
            "notice",
            ("停水。", "甲办", "乙办", "丙办", "丁办", "2025年4月8日"),
            ["乙办", "丙办", "丁办", "2025年4月8日"],
        ),
    ],
    ids=["a name", "a name and a date", "no date under a story", "something is before it", "not the whole", "four"],
)
def test_the_last_lines_of_a_notice_or_a_letter_sign_it(
    kind: str, paragraphs: tuple[str, ...], expected: list[str]
) -> None:
    assert signatures(kind, *paragraphs) == expected
