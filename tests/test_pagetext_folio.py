from __future__ import annotations

import datetime as dt

import pytest

from scripts.edition.label import Label
from scripts.pagetext import convert
from scripts.pagetext.folio import credited, page_name, standing_name


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
        ("2022年8月26日 星期五 农历七月廿九 第07版 专版", "专版"),
        ("專版 10 2023年2月4日（星期六） 責任編輯：蕭思琪", "專版"),
        ("2025年4月18日 | 04 | 要闻版", "要闻版"),
        ("A02 ｜ 城事 2025年4月18日", "城事"),
        ("4 本版 2025年4月18日", ""),
        ("第四版 第五版", ""),
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


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("要闻·综合", "要闻·综合"),
        ("經濟新聞", "經濟新聞"),
        ("【专版】", "专版"),
        ("望江晚报", ""),
        ("导读", ""),
        ("社会各界", ""),
    ],
)
def test_a_name_that_stands_apart_from_the_number(line: str, name: str) -> None:
    assert standing_name(line) == name


def test_a_page_takes_its_name_from_the_folio_or_from_a_line_of_its_own() -> None:
    body = "渡口修好了\n本报讯（记者 林晚）4月18日，望潮渡口修好了，早船又开了，老船工撑着船，岸上的人都来看。\n"

    def name(head: str) -> str:
        (page,) = convert((head + body).encode(), date=dt.date(2025, 4, 18), page=Label(7))
        return page.page.name

    assert name("2025年4月18日 星期五 农历三月廿一 第07版 专版\n") == "专版"
    assert name("2025年4月18日 星期五 第07版\n") == ""
