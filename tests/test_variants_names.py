"""Names found in running text, and what only looks like one."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.variants import converter
from scripts.variants.evidence import LEFT, WEIGHTS, evidence, score
from scripts.variants.names import find, marked
from scripts.variants.namewords import FIRM


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
        ("副市长于志浩主持会议", "于志浩"),
        ("文/李冲 图/陈小满", "李冲"),
        ("部长胡希捷指出", "胡希捷"),
        ("向欧阳征同志学习", "阳征"),
        ("后伟（右）为学生讲解", "后伟"),
        ("记者 方志远 通讯员", "方志远"),
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
        "由于高寒缺氧，对于拓宽消费，由于美英军舰，鱼游于碧水，任职于四川，毕业于清华大学",
        "演出结束后同演员合影，落后丁伟一目，丁伟领先，丁伟赢了；冲突后泰森接受挑战，泰森很强，泰森赢了；看到李娜后，大家鼓掌",
        "共产党宣言，党群心连心，国大党群龙无首",
        "赵云冲到面前，王皓冲进决赛，黄忠占了对山",
        "曹操问计于孔明，屯兵于江夏，后军又远，命人种奇花异木",
        "游民，游侠，余晖，余音，咸水，干爽，采珠人，近程游、休闲游",
        "王国里，丛林里，脑海里，宫里的人，石家庄里",
        "十一点多钟才结束，络腮胡子，沈阳军区，钟鸣鼎食，一塌胡涂",
    ],
)
def test_what_is_no_name_is_left_to_opencc(text: str) -> None:
    assert [text[n.start : n.end] for n in find(text)] == []


def test_words_that_begin_or_end_as_names_do_are_no_names() -> None:
    text = (Path(__file__).parent / "golden" / "variants" / "no-names.txt").read_text(encoding="utf-8")
    for sentence in text.replace("。", "。\n").splitlines():
        assert [sentence[n.start : n.end] for n in find(sentence)] == []
    assert find(text) == ()


def test_what_a_person_does_is_no_part_of_the_name() -> None:
    said = "李娜后来夺冠。看到王伟后很高兴。张明占地建房。刘洋冲进决赛。陈刚斗歹徒。赵丽采茶。孙杨游出好成绩。"
    assert find(said) == ()


def test_a_name_found_once_is_known_in_the_whole_text() -> None:
    text = "县长于洪波主持会议。对于洪波的建议，大家赞成。"
    assert (
        converter("zh-Hant-TW", content="/nonexistent").text(text) == "縣長于洪波主持會議。對于洪波的建議，大家贊成。"
    )


def test_authors_alone_are_names() -> None:
    tw = converter("zh-Hant-TW", content="/nonexistent")
    assert [tw.name(name) for name in ("于洋", "范伟", "新华社", "李晓明")] == ["于洋", "范偉", "新華社", "李曉明"]
    assert tw.knowing(["于洋"]).text("记录的是于洋水边的一天") == "記錄的是于洋水邊的一天"


def test_a_mark_says_that_something_is_a_name() -> None:
    tw = converter("zh-Hant-TW", content="/nonexistent")
    assert tw.text("由-{人名:于洋}-和-{name: 范根华}-主持") == "由于洋和范根華主持"
    assert converter("zh-Hans", content="/nonexistent").text("由-{人名:于洋}-主持") == "由于洋主持"
    assert marked("昨天市长于志浩出席", frozenset()) == "昨天市长-{人名:于志浩}-出席"
    assert marked("-{于}-志浩", frozenset({"于志浩"})) == "-{于}-志浩"


def test_a_glossary_has_the_last_word_on_what_begins_a_name(tmp_path: Path) -> None:
    (tmp_path / "glossary.tsv").write_text("source\tzh-Hant\n于志浩\t於志浩\n", encoding="utf-8")
    assert converter("zh-Hant-TW", content=tmp_path).text("市长于志浩出席会议") == "市長於志浩出席會議"


def test_the_evidence_for_a_name_can_be_told() -> None:
    told = evidence("市长于志浩出席会议", 2, 3)
    assert told is not None
    assert {"before: title", "after: does"} <= set(told) <= set(WEIGHTS)


@given(st.text(alphabet="于后范李王志浩说，的长市由对 \n后里冲沈阳", max_size=30))
def test_names_never_overlap_and_lie_inside_the_text(text: str) -> None:
    last = 0
    for name in find(text):
        assert last <= name.start < name.end <= len(text)
        assert 2 <= name.end - name.start <= 3
        last = name.end


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("市民余女士说", [2]),
        ("范先生、岳小姐到场", [0, 4]),
        ("被告于某当庭认罪，证人郁某未到", [2, 11]),
        ("老范和小余说", [1, 4]),
        ("游总说，于总没来", [0, 4]),
        ("由朴教授讲课", [1]),
        ("村民种师傅，司机占先生", [2, 8]),
        ("于书记说完，涂校长又说", [0, 6]),
    ],
)
def test_a_surname_with_a_form_of_address_is_found(text: str, at: list[int]) -> None:
    assert [n.start for n in find(text)] == at
    printed = converter("zh-Hant-TW", content="/nonexistent").text(text)
    assert [printed[one] for one in at] == [text[one] for one in at]


@pytest.mark.parametrize(
    "text",
    [
        "对于女士，属于老师，由于先生，用于同学，等于老师",
        "模范教授，师范老师，规范某些，典范先生",
        "导游女士，旅游总人数，上游某厂，三百余同志，业余教练，其余某项",
        "出于某种考虑，位于某县，基于某个原因，处于某一天",
        "于校长办公室开会，于老师而言，赠于先生",
        "小于五，老于世故，小游戏，老游客，小余额，老种子",
        "会后老师说，课后老师来了，种老师的花，占老师时间，干同志的活",
        "涂某种颜色，糊涂先生，浓郁老汤，郁金香女士",
    ],
)
def test_a_word_before_a_form_of_address_is_no_surname(text: str) -> None:
    assert find(text) == ()


def test_who_is_charged_with_something_is_a_person() -> None:
    assert [n.start for n in find("工程由于伟负责，由于海洋主持。")] == [3, 9]
    assert find("由于伟大的事业，由于海洋污染") == ()


def test_a_character_that_belongs_to_the_title_before_a_name_is_not_held_against_it() -> None:
    """长于 is a word of its own, but after 市长 a name begins: 市长于志浩."""
    bound = evidence("昨天他擅长于志浩的画法", 4, 3)
    titled = evidence("昨天市长于志浩出席", 4, 3)
    assert titled is not None
    assert "before: title" in titled
    assert LEFT not in titled
    assert bound is None or LEFT in bound
    assert score("市长于志浩出席", 2, 3, -50.0) > score("擅长于志浩出席", 2, 3, -50.0)  # type: ignore[operator]


@pytest.mark.parametrize("after", ["说", "出席会议", "家乡", "现场参观", "。"])
@pytest.mark.parametrize("name", ["于志浩", "于一元", "于一周", "于大同"])
@pytest.mark.parametrize("before", ["市长", "擅长", "由", "。", "记者 "])
def test_the_score_is_the_sum_of_the_evidence_that_is_shown(before: str, name: str, after: str) -> None:
    """What `evidence` leaves out, `score` forgives, and nothing else: a word after a title only if somebody speaks."""
    text, at = before + name + after, len(before)
    keys, total = evidence(text, at, 3), score(text, at, 3, -50.0)
    if total is not None:
        assert keys is not None
        assert total == pytest.approx(sum(WEIGHTS[key][text[at] not in FIRM] for key in keys))
