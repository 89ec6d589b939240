"""The built-in reader's parts: characters, numbers, shared words, links, heads, and the file of weights."""

from __future__ import annotations

import math
from collections import Counter
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.pagetext.elements import prepare
from scripts.pagetext.language import foreign
from scripts.pagetext.lines import make_line
from scripts.pagetext.pagemodel import page_model
from scripts.pagetext.reader.characters import DIGIT, PAD, RESERVED, SEEN, SPACE, UNKNOWN_HAN, Alphabet
from scripts.pagetext.reader.decode import parted
from scripts.pagetext.reader.draft import ItemDraft
from scripts.pagetext.reader.features import WIDTH, numbers
from scripts.pagetext.reader.kinship import COMMON, kinship, maps
from scripts.pagetext.reader.linking import NONE, assigned, chains, linked
from scripts.pagetext.reader.mend import mend
from scripts.pagetext.reader.network import BUCKETS, buckets, edges
from scripts.pagetext.reader.read import judged, read, read_page
from scripts.pagetext.reader.roles import KINDS, ROLE, ROLES
from scripts.pagetext.reader.weights import pack, unpack, weights
from scripts.pagetext.reading import Reading

ALPHABET = Alphabet("，。本报讯记者市长", {"報": "报", "記": "记", "訊": "讯"})
PAGE = """城市书房亮起一盏灯
本报讯（记者 修远）深夜十一点，书房里还坐着
十多个人，有备考的学生，有刚下夜班的护士。
　　书房面积不大，刷身份证就能进门，借书还书
都自助完成。
老街换新颜
本报讯（记者 木子）路平了，灯亮了，街角多了
几把长椅，居民们说，这样的变化看得见。
2022年4月11日　星期一　第02版　要闻
""".splitlines()


def test_a_traditional_character_is_its_simplified_one() -> None:
    assert ALPHABET.numbers("本報訊") == ALPHABET.numbers("本报讯")
    assert ALPHABET.numbers("３8") == [DIGIT, DIGIT]
    assert ALPHABET.numbers("\u3000 ") == [SPACE, SPACE]
    assert ALPHABET.numbers("龘") == [UNKNOWN_HAN]


@given(st.lists(st.integers(RESERVED, 12), min_size=1, max_size=60))
def test_a_line_is_its_beginning_and_its_end(codes: list[int]) -> None:
    row = ALPHABET.page([codes])[0]
    assert len(row) == SEEN
    kept = [c for c in row.tolist() if c != PAD]
    assert kept == (codes if len(codes) <= SEEN else codes[:20] + codes[-12:])
    ends = edges(ALPHABET.page([codes]))[0]
    assert ends[:5].tolist() == [*codes[:5], *[PAD] * (5 - len(codes[:5]))]
    if len(codes) >= 25 or 5 <= len(codes) <= 20:
        assert ends[5:].tolist() == codes[-5:]


def slow_kinship(codes: list[list[int]]) -> list[list[float]]:
    """The map as its description says."""
    size = len(codes)
    sets = [{p for p in pairwise(c) if min(p) >= RESERVED} for c in codes]
    count = Counter(p for s in sets for p in s)
    weight = {p: math.log((size + 1) / n) if n == 1 or n <= max(2.0, COMMON * size) else 0.0 for p, n in count.items()}
    norm = [math.sqrt(max(4.0, sum(weight[p] ** 2 for p in s))) for s in sets]
    return [
        [0.0 if i == j else sum(weight[p] ** 2 for p in sets[i] & sets[j]) / norm[i] / norm[j] for j in range(size)]
        for i in range(size)
    ]


@given(st.lists(st.lists(st.integers(5, 14), min_size=1, max_size=12), min_size=2, max_size=12))
def test_shared_words_are_what_they_are_said_to_be(codes: list[list[int]]) -> None:
    assert np.allclose(kinship(codes), slow_kinship(codes), atol=1e-5)


def test_lines_without_words_share_none() -> None:
    assert not kinship([[1], [2, 3]]).any()


def test_maps_look_ahead() -> None:
    kin = np.zeros((20, 20), np.float32)
    kin[0, 5] = kin[5, 0] = 0.25
    same, ahead, near = maps(kin)
    assert same[0, 5] == 0.5
    assert ahead[0, 0] == pytest.approx(0.5)  # line 5 is one of the twelve from line 0 on
    assert ahead[0, 6] == 0
    assert near[1, 4] > 0 == near[0, 19]


@given(st.integers(1, 300))
@settings(max_examples=20)
def test_distances_have_their_numbers(size: int) -> None:
    table = buckets(size)
    assert table.min() >= 0
    assert table.max() < BUCKETS
    assert (table + table.T == BUCKETS - 1).all()


matrices = st.integers(1, 9).flatmap(
    lambda rows: st.lists(
        st.lists(st.floats(-20, 0, width=32), min_size=rows + 1, max_size=rows + 1), min_size=rows, max_size=rows
    )
)


@given(matrices)
def test_no_two_rows_get_one_column(rows: list[list[float]]) -> None:
    gain = np.array(rows, np.float32)
    taken = [c for c in assigned(gain).tolist() if c < gain.shape[1] - 1]
    assert len(taken) == len(set(taken))


@given(matrices)
def test_links_make_lists_of_all_members_without_circles(rows: list[list[float]]) -> None:
    score = np.array(rows, np.float32)
    members = list(range(len(rows)))
    found = chains(linked(score, members))
    assert sorted(n for run in found for n in run) == members


def test_a_clear_page_is_linked_as_it_runs() -> None:
    score = np.full((4, 5), -9.0, np.float32)
    score[0, -1] = score[2, -1] = -0.1
    score[1, 0] = score[3, 2] = -0.1
    assert linked(score, range(4)) == {0: NONE, 1: 0, 2: NONE, 3: 2}


def test_a_head_has_a_headline_and_its_parts_stand_together() -> None:
    role = np.full((3, len(ROLES)), -5.0, np.float32)
    for n, name in enumerate(("headline", "kicker", "headline")):
        role[n, ROLE[name]] = -0.1
    role[1, ROLE["headline"]] = -1.0
    assert parted(role) == ["headline", "headline", "headline"]
    assert "headline" in parted(np.where(np.arange(len(ROLES)) == ROLE["kicker"], -0.1, -4.0)[None].astype(np.float32))


def test_the_weights_are_small_and_say_what_they_are() -> None:
    learned = weights()
    assert learned.arrays["role.weight"].shape[0] == len(ROLES)
    assert learned.arrays["kind.weight"].shape[0] == len(KINDS)
    assert learned.arrays["letters.weight"].shape[0] == len(learned.alphabet)
    assert learned.doubt.shape[0] == 3
    packed = pack({**learned.arrays, "doubt": learned.doubt}, learned.alphabet.known, learned.alphabet.folds)
    assert len(packed) < 5_000_000
    again = unpack(packed)
    for name, value in learned.arrays.items():
        assert np.allclose(again.arrays[name], value, atol=np.abs(value).max() / 100), name


def test_packing_is_the_same_twice() -> None:
    arrays = {"a": np.arange(6000, dtype=np.float32).reshape(60, 100), "b": np.ones(3, np.float32)}
    assert pack(arrays, "市长", {"長": "长"}) == pack(dict(reversed(arrays.items())), "市长", {"長": "长"})


def test_what_is_measured_has_its_width_and_no_holes() -> None:
    lines, marks, _ = prepare(list(page_model(PAGE).lines))
    found = numbers(lines, marks)
    assert found.shape == (len(lines), WIDTH)
    assert np.isfinite(found).all()


def test_what_the_network_says_are_chances() -> None:
    lines, marks, _ = prepare(list(page_model(PAGE).lines))
    said = judged(lines, marks, weights())
    for part in (said.role, said.kind, said.above, said.anchor):
        assert np.allclose(np.exp(part).sum(1), 1, atol=1e-3)


def pieces(reading: Reading) -> list[tuple[int, int, int | None]]:
    return sorted(tuple(piece) for value in reading.values() for piece in value)  # type: ignore[misc]


TEXT = st.text(st.sampled_from("，。本报讯（记者）　 摄年1市长《》A\u3000"), max_size=24)


@given(st.lists(TEXT, max_size=30))
@settings(max_examples=60, deadline=None)
def test_every_line_is_read_once_whatever_the_page(raw: list[str]) -> None:
    page = page_model(raw)
    lines, _, _ = prepare(list(page.lines))
    expected = sorted(
        (part.number, part.start) for line in lines for part in (line.parts or (line,)) if part.text.strip()
    )
    alone = read(page)
    found = [(number, start) for number, start, _ in pieces(alone)]
    assert len(set(found)) == len(found)
    assert {number for number, _ in found} == {number for number, _ in expected}
    voted = pieces(read_page(page))
    for (number, _, end), (other, start, _) in pairwise(voted):
        assert number != other or (end is not None and end <= start), "characters read twice"


def test_a_plain_page_is_two_stories_and_a_folio() -> None:
    reading = read_page(page_model(PAGE))
    assert [item.kind for item in reading.items] == ["article", "article"]
    assert [item.headline[0][0].line for item in reading.items] == [1, 6]
    assert [len(item.body) for item in reading.items] == [2, 1]
    assert [value[0].line for value in reading.furniture] == [9]
    assert not reading.doubts


def test_a_lone_line_above_a_story_without_a_head_is_its_headline() -> None:
    texts = [
        "谷雨前后采春茶",
        "本报讯（记者 林晚）4月19日清晨，云肩村的茶农上了山。",
        "早船开了。",
        "渡口的灯亮了一夜，无人看管。",
    ]
    lines = [make_line(n, text, gap=False) for n, text in enumerate(texts, 1)]
    drafts = [ItemDraft([0], kind="photo"), ItemDraft([1]), ItemDraft([2]), ItemDraft([3])]
    roles = ["start"] * 4
    mend(drafts, roles, lines)
    assert [(draft.heads, draft.text) for draft in drafts] == [([0], [1]), ([], [2]), ([], [3])]
    assert roles == ["headline", "start", "start", "start"]


def test_reading_twice_is_reading_the_same() -> None:
    page = page_model(PAGE)
    assert read_page(page) == read_page(page)


def test_each_line_says_why() -> None:
    reading = read_page(page_model(PAGE))
    reason = reading.reasons[1, 0]
    assert reason.rule == "network:headline"
    assert reason.why.startswith("headline ")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("市委书记主持召开会议，" * 20, ""),
        ("市は今日、新しい図書館を開きました。" * 10, "ja"),
        ("The city opened a new library on Monday. " * 10, "latin"),
        ("La biblioteca è stata inaugurata lunedì. " * 10, "latin"),
        ("시는 월요일 새 도서관을 열었다. " * 10, "ko"),
        ("Мэр открыл новую библиотеку. " * 10, "other"),
        ("今天 iPhone 发布会在北京举行，与会者众多。" * 10, ""),
        ("abc", ""),
    ],
)
def test_pages_that_are_not_chinese_are_told(text: str, expected: str) -> None:
    assert foreign(text) == expected
