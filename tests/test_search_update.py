from __future__ import annotations

import datetime as dt
import gzip
import json
import random
from dataclasses import replace
from pathlib import Path

import cbor2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.edition.label import Label
from scripts.edition.model import Edition, Page
from scripts.search import bundle as bundles
from scripts.search import owns, update, years
from scripts.search.bundle import bundle, periods
from scripts.search.document import documents, paragraphs
from scripts.search.fold import fold
from scripts.search.pack import digest, pieces
from scripts.search.partial import Partial, laid_out, partial
from scripts.search.tokens import Tokenizer, gap, spelled
from tests.search.kit import converters, editions, indexed, item, tree


def test_any_order_and_number_of_updates_give_the_same_bytes(tmp_path: Path) -> None:
    made = editions()
    indexed(tmp_path / "once", made)
    shuffled = made[:]
    random.Random(5).shuffle(shuffled)
    for edition in shuffled:
        indexed(tmp_path / "many", [edition])
    spoilt = replace(made[3], items=made[3].items[:2])
    indexed(tmp_path / "many", [spoilt])
    indexed(tmp_path / "many", [made[3]], removed=[made[5].date])
    indexed(tmp_path / "many", [made[5]])
    assert tree(tmp_path / "many" / "search") == tree(tmp_path / "once" / "search")


def test_only_the_bundle_of_a_changed_year_is_built(tmp_path: Path) -> None:
    made = editions()
    first = indexed(tmp_path, made)
    assert (first.bundles_built, first.bundles_kept, first.items) == (3, 0, 37)
    again = indexed(tmp_path, [replace(made[8], items=made[8].items[:1])])
    assert (again.editions, again.bundles_built, again.bundles_kept) == (1, 1, 2)
    assert again.bytes == sum(map(len, tree(tmp_path / "search").values()))
    nothing = indexed(tmp_path, [])
    assert nothing.bytes == again.bytes
    assert (nothing.bundles_built, nothing.files_written, nothing.files_deleted) == (0, 0, 0)


def test_a_removed_edition_leaves_nothing(tmp_path: Path) -> None:
    made = editions()
    indexed(tmp_path, made)
    indexed(tmp_path, [], removed=[edition.date for edition in made[:3]])
    manifest = json.loads((tmp_path / "search" / "bundles.json").read_bytes())
    assert [one["name"] for one in manifest["bundles"]] == ["2023", "2024"]
    assert not (tmp_path / "search" / "2022").exists()
    assert not (tmp_path / "search" / "text" / "2022" / "01" / "05").exists()
    indexed(tmp_path, [], removed=[edition.date for edition in made])
    manifest = json.loads((tmp_path / "search" / "bundles.json").read_bytes())
    assert manifest["bundles"] == []


def test_an_update_broken_off_is_made_good(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = editions()
    indexed(tmp_path / "whole", made)
    indexed(tmp_path / "broken", made[:4])
    before = (tmp_path / "broken" / "search" / "bundles.json").read_bytes()

    def fail(*_: object) -> list[bytes]:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(years, "word_shards", fail)
        with pytest.raises(KeyboardInterrupt):
            indexed(tmp_path / "broken", made[4:])
    assert (tmp_path / "broken" / "search" / "bundles.json").read_bytes() == before
    named = json.loads(before)["bundles"][0]
    assert (tmp_path / "broken" / "search" / named["name"] / named["folder"] / "index.bin").exists()
    indexed(tmp_path / "broken", [])
    assert tree(tmp_path / "broken" / "search") == tree(tmp_path / "whole" / "search")


def test_the_manifest_names_every_file(tmp_path: Path) -> None:
    indexed(tmp_path, editions())
    for path in tree(tmp_path / "search"):
        assert owns(f"search/{path}")
    assert not owns("search/index.html")
    assert not owns("zh-hant-tw/search/index.html")


def test_periods_follow_the_number_of_items(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundles, "LIMIT", 100)
    days = {dt.date(2020, 6, 1): 5} | {dt.date(2021, month, 3): 30 for month in range(1, 13)}
    days |= {dt.date(2022, 2, 1): 90, dt.date(2022, 3, 31): 90, dt.date(2022, 12, 31): 1}
    days |= {dt.date(2023, 6, 30): 60, dt.date(2023, 7, 1): 60}
    made = periods(days)
    assert [one.name for one in made] == [
        *("2020", "2021-q1", "2021-q2", "2021-q3", "2021-q4", "2022-02", "2022-03", "2022-h2"),
        *("2023-h1", "2023-h2"),
    ]
    assert all(sum(one.start <= day <= one.end for one in made) == 1 for day in days)


def test_the_newest_month_is_by_itself_and_by_weeks_where_it_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that a day's edition makes little anew; what is past stands in as few bundles as ever."""
    monkeypatch.setattr(bundles, "LIMIT", 1000)
    monkeypatch.setattr(bundles, "RECENT", 100)
    days = [dt.date(2023, 11, 1) + dt.timedelta(n) for n in range(120)]  # to 28 February

    def names(per_day: int, until: dt.date) -> list[str]:
        counts = {day: per_day for day in days if day <= until}
        made = periods(counts)
        assert all(sum(one.start <= day <= one.end for one in made) == 1 for day in counts)
        assert [one.start for one in made] == sorted(one.start for one in made)
        return [one.name for one in made]

    assert names(1, dt.date(2024, 2, 28)) == ["2023", "2024"]
    assert names(2, dt.date(2024, 2, 28)) == ["2023", "2024", "2024-02"]
    assert names(4, dt.date(2024, 2, 28)) == ["2023", "2024", *(f"2024-02-w{week}" for week in (1, 2, 3, 4))]
    assert names(4, dt.date(2024, 2, 20)) == ["2023", "2024", "2024-02"]
    assert names(4, dt.date(2024, 2, 1)) == ["2023", "2024", "2024-02"]
    assert names(4, dt.date(2024, 1, 31)) == ["2023", *(f"2024-01-w{week}" for week in (1, 2, 3, 4))]
    assert names(20, dt.date(2023, 12, 31)) == ["2023-11", *(f"2023-12-w{week}" for week in (1, 2, 3, 4))]
    assert names(20, dt.date(2024, 1, 3)) == ["2023-11", "2023-12", "2024"]


def test_a_partial_comes_back_as_it_went() -> None:
    found, names = documents(editions()[0], converters(), "zh-Hans")
    part = partial(found, names, Tokenizer(fold().single), lambda document: document.texts)
    data = part.dump()
    assert Partial.load(data) == part
    assert Partial.load(data[:-3]) is None
    assert Partial.load(b"") is None


def test_text_is_what_the_press_prints() -> None:
    assert paragraphs("甲**乙**丙\n丁\n\n## 小标题\n\n- 一\n- 二\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n<b>x") == [
        *("甲乙丙丁", "小标题", "一", "二", "a", "b", "1", "2", "<b>x"),
    ]


def test_an_item_as_pagefind_reads_it() -> None:
    tokens = [("甲", 0), ("乙", 2), ("3.5", 5), ("%", 7), ("丙", 13), ("丁", 256), ("covid", 1024)]
    words = laid_out(tokens).split()
    assert words[:7] == ["甲", "乙", gap("3.5"), spelled("3.5"), spelled("%"), "。", "丙"]
    assert (words.index("丁"), words.index("covid"), set(words[7:192])) == (192, 768, {"。"})


@given(st.text(min_size=1, max_size=6), st.text(min_size=1, max_size=6))
def test_different_tokens_are_spelled_differently(one: str, other: str) -> None:
    assert (spelled(one) == spelled(other)) == (one == other)
    assert spelled(one).isalpha() or one >= "\U00020000"


def told(steps: list[int | str]) -> list[str]:
    """The first words of a bundle's pieces, as the browser reads them."""
    code = 0
    words = []
    for step in steps:
        code += step if isinstance(step, int) else 0
        words.append(chr(code) if isinstance(step, int) else step)
    return words


def test_a_bundle_is_named_by_what_is_in_it_and_its_pieces_are_small() -> None:
    found, names = documents(editions()[0], converters(), "zh-Hans")
    part = partial(found, names, Tokenizer(fold().single), lambda document: document.texts)
    made = bundle([(editions()[0].date, part)])
    assert bundle([(editions()[0].date, part)]) == made
    assert made.folder == digest(*(name.encode() + made.files[name] for name in sorted(made.files)))
    index = json.loads(gzip.decompress(made.files["index.bin"]))
    assert len(index["first"]) == len(index["sizes"]) == len(made.files) - 2
    words = [
        gzip.decompress(made.files[f"{n}.bin"]).partition(b"\n")[0].decode().split(" ")
        for n in range(len(index["sizes"]))
    ]
    assert [some[0] for some in words] == told(index["first"])
    assert index["last"] == words[-1][-1]
    assert {"鹚", "covid"} <= {word for some in words for word in some}


def pagefinds(value: object) -> bytes:
    return gzip.compress(b"pagefind_dcd" + cbor2.dumps(value))


META = pagefinds(["1.5.2", [["b", 9], ["a", 9]], [["x", "z", "c"]], [], [], []])


def test_a_piece_by_hand() -> None:
    lists = [["x", [[0, [-25, 768, 2], []], [1, [5], []]], []], ["z", [[1, [-25, 900], []]], []]]
    made = pieces(META, {"c": pagefinds([lists])}, {"a": 0, "b": 1})
    head = 5 - 768 + (1 << 20)
    assert made.first == ("x",)
    assert made.last == "z"
    columns = (
        *(2, 1),  # items of each word: pages b and a are items 1 and 0
        *(0, 1, 0),  # steps from item to item
        *(1, 2, 1),  # places in each
        *(head & 127 | 128, head >> 7 & 127 | 128, head >> 14),  # a headline's
        *(0, 2, 132 & 127 | 128, 132 >> 7),
    )
    assert gzip.decompress(made.files[0]) == b"x z\n" + bytes(columns)
    assert pieces(META, {"c": pagefinds([lists])}, {"a": 0, "b": 1}, size=4).first == ("x", "z")


@pytest.mark.parametrize(
    "lists",
    [
        [["x", [[0, [-25, 768, -3, 2], []]], []]],  # two weights
        [["x", [[0, [768], [[0]]]], []]],  # in a field
        [["x", [[0, [768], []]], [["X", []]]]],  # with variants
        [["x", [[9, [768], []]], []]],  # of no page
        [["x", [[0, [], []]], []]],
        [[1, 2, 3]],
        7,
    ],
)
def test_what_pagefind_is_not_known_to_write_is_left_as_it_is(lists: object) -> None:
    with pytest.raises(ValueError, match=r"form|more than"):
        pieces(META, {"c": pagefinds([lists])}, {"a": 0, "b": 1})


def test_the_manifest_says_since_when_a_variant_is_there(tmp_path: Path) -> None:
    made = editions()
    indexed(tmp_path, made, since={"zh-Hant-TW": made[4].date, "zh-Hant-HK": None})
    manifest = json.loads((tmp_path / "search" / "bundles.json").read_bytes())
    assert manifest["since"] == {"zh-Hant-HK": "9999-12-31", "zh-Hant-TW": "2023-05-05"}


def test_a_paper_in_traditional_script(tmp_path: Path) -> None:
    day = dt.date(2024, 1, 1)
    paper = Edition(day, "", (), (item(day, 1, "後來的頭髮", "乾隆年間的幹部說，計畫反覆。"),))
    update([paper], state=tmp_path / "state", output=tmp_path / "search", own="zh-Hant-HK")
    part = Partial.load((tmp_path / "state" / "tokens" / "2024" / "01" / "01.bin").read_bytes())
    assert part is not None
    words = set(part.pages[0].split())
    assert {"后", "发", "干", "说", "计"} <= words
    assert not {"後", "髮", "說", "計"} & words
    text = json.loads(gzip.decompress((tmp_path / "search" / "text" / "2024" / "01" / "01" / "01-01.bin").read_bytes()))
    assert text["texts"][0] == "後來的頭髮"


def test_lost_state_is_made_again(tmp_path: Path) -> None:
    made = {edition.date: edition for edition in editions()}
    indexed(tmp_path / "whole", list(made.values()))
    indexed(tmp_path / "lost", list(made.values()))
    (tmp_path / "lost" / "state" / "search.json").unlink()
    newest = max(made)
    indexed(tmp_path / "lost", [made[newest]], dates=made.keys(), load=made.__getitem__)
    assert tree(tmp_path / "lost" / "search") == tree(tmp_path / "whole" / "search")
    (tmp_path / "lost" / "state" / "tokens" / "2022" / "02" / "05.bin").unlink()
    indexed(
        tmp_path / "lost",
        [replace(made[newest], items=made[newest].items[:1])],
        dates=made.keys(),
        load=made.__getitem__,
    )
    indexed(tmp_path / "lost", [made[newest]], dates=made.keys(), load=made.__getitem__)
    assert tree(tmp_path / "lost" / "search") == tree(tmp_path / "whole" / "search")


def test_persons_are_named_in_each_variant_as_the_press_names_them() -> None:
    day = dt.date(2024, 3, 1)
    one = item(day, 1, "于志浩深夜暗访", "昨天，市长于志浩出席会议。", authors=("于洋", "范根华"))
    found, names = documents(Edition(day, "", (Page(Label(1), "后方"),), (one,)), converters(), "zh-Hans")
    assert names["zh-Hant-TW"] == {"后方": "後方", "范根华": "范根華"}
    assert found[0].variants["zh-Hant-TW"][0] == "于志浩深夜暗訪"


def unpacked(folder: Path) -> bytes:
    """All that search publishes, one after the other, as browsers unpack it."""
    found = [path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()]
    return b"".join(gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data for data in found)


def test_an_item_that_was_removed_leaves_no_text(tmp_path: Path) -> None:
    day = dt.date(2022, 1, 5)
    kept, removed = item(day, 1, "渡口修缮完工", "老街的计划反复讨论。"), item(day, 2, "鹭洲鸢尾开花", "园丁细数花瓣。")
    whole = Edition(day, "", (Page(Label(1), "要闻"),), (kept, removed))
    indexed(tmp_path, [whole])
    assert "园丁细数花瓣".encode() in unpacked(tmp_path / "search")
    indexed(tmp_path, [replace(whole, items=(kept,))])
    left = unpacked(tmp_path / "search")
    assert "老街的计划".encode() in left
    assert "园丁细数".encode() not in left
    assert "鸢尾".encode() not in left
