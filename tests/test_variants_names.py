"""Names found in running text, and what only looks like one."""

import pytest

from scripts.variants import converter
from scripts.variants.names import find


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("市长于志浩出席会议。", "于志浩"),
        ("本报讯（记者 后永刚）昨日", "后永刚"),
        ("王秀山、干桂英、李福全列席", "干桂英"),
        ("他在路上遇见了范根深。", "范根深"),
        ("岳小军说，今年收成好。", "岳小军"),
        ("村民种根生家里", "种根生"),
        ("由张占军的儿子领奖", "张占军"),
        ("选手沈阳光夺冠", "沈阳光"),
        ("（记者 于海棠 通讯员 林海生）受冷空气影响", "于海棠"),
    ],
)
def test_a_name_in_its_place_is_found(text: str, name: str) -> None:
    assert [text[n.start : n.end] for n in find(text)] == [name]


@pytest.mark.parametrize(
    "text",
    [
        "由于洪水上涨，对于文明城市，位于山东省，致力于民生",
        "今后海洋经济、最后明确、后天多云",
        "一种新材料，各种文化，种植花生，种玉米",
        "占全国三成，占中国市场，抢占先机",
        "干部群众，干净整洁，干旱少雨，干成一番事业，干冰",
        "规范文件，范围广，模范人物，师范大学",
        "旅游文化节，游客，导游，上游水库",
        "业余时间，三百余名，余额，年年有余",
        "郁金香，忧郁，浓郁的香气，涂料，朴素",
        "县长于春节前到北京，县委书记于本月上任",
        "全党同志，中国共产党成立，党建引领",
    ],
)
def test_what_is_no_name_is_left_to_opencc(text: str) -> None:
    assert [text[n.start : n.end] for n in find(text)] == []


def test_a_name_found_once_is_known_in_the_whole_text() -> None:
    text = "县长于洪波主持会议。对于洪波的建议，大家赞成。"
    assert (
        converter("zh-Hant-TW", content="/nonexistent").text(text) == "縣長于洪波主持會議。對于洪波的建議，大家贊成。"
    )


def test_authors_alone_are_names() -> None:
    tw = converter("zh-Hant-TW", content="/nonexistent")
    assert [tw.name(name) for name in ("于洋", "范伟", "新华社", "李晓明")] == ["于洋", "范偉", "新華社", "李曉明"]
    assert tw.knowing(["于洋"]).text("记录的是于洋水边的一天") == "記錄的是于洋水邊的一天"
