from __future__ import annotations

import pytest

from scripts.pagetext.folio import credited, page_name


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("2025年4月18日 星期五 农历三月廿一 第04版 经济", "经济"),
        ("要聞 02 2023年2月4日（星期六） 責任編輯：黎海燕", "要聞"),
        ("2022年8月26日 星期五 A02 综合新闻", "综合新闻"),
        ("第04版：经济 2022年8月26日", "经济"),
        ("第四版 副刊", "副刊"),
        ("2025年4月18日 星期五", ""),
        ("国内统一连续出版物号 CN 99-0018 第9127期 今日4版", ""),
        ("责编：周牧 第3版", ""),
        ("", ""),
    ],
)
def test_page_name(line: str, name: str) -> None:
    assert page_name(line) == name


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("本版责编 何小舟 美编 叶青野", ["何小舟", "叶青野"]),
        ("责编：周牧 版式：叶青野 校对：许一诺", ["周牧", "叶青野", "许一诺"]),
        ("本版责编 林疏影 投稿邮箱 qingtang@lanting.example", ["林疏影"]),
        ("责编：许一诺 广告热线：0600-8800115", ["许一诺"]),
        ("責任編輯：孟少華 羅文", ["孟少華", "羅文"]),
        ("新闻热线：0600-8800110", []),
        ("", []),
    ],
)
def test_credited(line: str, names: list[str]) -> None:
    assert credited(line) == names
