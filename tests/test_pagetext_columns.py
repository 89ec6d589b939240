"""Lines of several columns on one raw line come apart where a column's width says so, and nowhere else."""

from __future__ import annotations

import pytest

from scripts.pagetext.columns import columns_apart
from scripts.pagetext.lines import read_lines

COLUMN = [
    "渡口的老船工说，今年的水位比往",
    "年低了三米，渡船只好停在江心，",
    "乘客要走一段跳板。镇里的渔民把",
    "网收了，等着上游放水的那一天，",
    "孩子们在滩上捡贝壳，一捡就是半",
]


def parts_of(*rows: str) -> list[str]:
    """The lines' texts behind those of a column of fifteen characters."""
    return [line.text for line in columns_apart(read_lines([*COLUMN, *rows], 1, []))][len(COLUMN) :]


def test_two_full_columns_come_apart() -> None:
    assert parts_of("一位住在岸边的老人说，他从没见 去年秋天修好的码头，如今离水面") == [
        "一位住在岸边的老人说，他从没见",
        "去年秋天修好的码头，如今离水面",
    ]


def test_a_paragraphs_last_line_comes_apart_beside_a_full_one() -> None:
    rows = parts_of(
        "一位住在岸边的老人说，他从没见 去年秋天修好的码头，如今离水面", "过这样的水。 有二十多米，货车开不过去，只好"
    )
    assert rows[2:] == ["过这样的水。", "有二十多米，货车开不过去，只好"]


def test_a_cut_line_keeps_every_character_and_its_place() -> None:
    raw = "一位住在岸边的老人说，他从没见 去年秋天修好的码头，如今离水面"
    lines = columns_apart(read_lines([*COLUMN, raw], 1, []))[len(COLUMN) :]
    assert "".join(line.raw for line in lines) == raw
    assert [(line.number, line.start, line.end) for line in lines] == [(6, 0, 15), (6, 15, None)]


@pytest.mark.parametrize(
    "row",
    [
        "本报讯（记者 修远）渡口的水位",
        "渡口水位降了三米 老船工摆渡四十年",
        "▲清晨的渡口，老船工在等客人上船。 本报记者 修远 摄",
        "全长达到 120 公里的江堤上，今年 3 月新栽",
    ],
)
def test_a_line_of_one_column_stays_whole(row: str) -> None:
    assert len(parts_of(row)) == 1
