"""Reading a page as a chain of tags, and what is made of any chain, however absurd: nothing is lost."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.edition.label import Label
from scripts.pagetext import tags
from scripts.pagetext.assemble import assemble
from scripts.pagetext.builtin import reading_of
from scripts.pagetext.conserve import prove
from scripts.pagetext.elements import prepare
from scripts.pagetext.features import PageFeatures
from scripts.pagetext.pagemodel import page_model
from scripts.pagetext.stories import gather

LINE = st.sampled_from(
    (
        "全市春季植树活动启动",
        "本报讯（记者 顾一舟）昨天上午，全市",
        "春季植树活动在东山启动，三千人参加。",
        "　　活动将持续到月底。",
        "（下转第",
        "二版）",
        "（上接第一版）继续推进绿化。",
        "图为植树现场。 本报记者 方采 摄",
        "方采 摄",
        "见3版",
        "遗失声明",
        "王某遗失身份证，声明作废。",
        "第03版　社区",
        "□ 顾一舟",
        "名次 球队 积分",
        "1 江鸥 30",
        "2 灯塔 28",
        "春风吹过山岗",
    )
)
DATE = dt.date(2024, 3, 5)


@given(st.lists(st.tuples(LINE, st.sampled_from(tags.TAGS)), min_size=1, max_size=14))
def test_whatever_the_tags_every_character_is_kept_once(rows: list[tuple[str, str]]) -> None:
    raw = [text for text, _ in rows]
    page = page_model(raw)
    lines, marks, _ = prepare(list(page.lines))
    wanted = [tag for _, tag in rows]
    chain = [wanted[line.number - 1] for line in lines]
    made = assemble(page, reading_of(gather(lines, marks, chain)), DATE, Label(1))
    proof = prove("\n".join(raw), [*made.kept, *made.unplaced])
    assert proof.holds, (proof.missing, proof.added)


@given(st.lists(st.lists(st.tuples(st.sampled_from(tags.TAGS), st.integers(-3000, 3000)), max_size=8), max_size=30))
def test_packed_weights_add_up_as_plain_ones_do(rows: list[list[tuple[str, int]]]) -> None:
    text = "\n".join(
        f"f{n}" + "".join(f"\t{tag}\t{weight}" for tag, weight in dict(row).items()) for n, row in enumerate(rows)
    )
    weights = tags.parse(text)
    sums = dict.fromkeys(tags.TAGS, 0)
    for row in rows:
        for tag, weight in dict(row).items():
            sums[tag] += weight
    packed = tags.evidence([f"f{n}" for n in range(len(rows))], weights)
    zero = tags.evidence([], weights)
    assert [a - b for a, b in zip(packed, zero, strict=True)] == [sums[tag] for tag in tags.TAGS]


def test_what_never_follows_in_the_weights_never_follows_on_a_page() -> None:
    weights = tags.parse(">\tSh\tCh\t0\n>\tCh\tCh\t0\na\tSh\t500\nb\tF\t900\tCh\t100")
    assert tags.chain([["a"], ["b"], ["b"]], weights) == ["Sh", "Ch", "Ch"]


def test_a_page_is_read_by_the_way_that_its_features_speak_for() -> None:
    weights = tags.parse("=\tends\tn\t100\tp\t-20\n=\tother\tp\t60")
    assert tags.way_drawn(["ends", "other"], weights)[0] == (100, "n")


def test_every_tag_that_the_weights_name_has_a_meaning() -> None:
    weights = tags.learned()
    assert len(weights.below) == len(tags.TAGS)
    assert weights.features
    assert set().union(*weights.pages.values()) <= set(tags.DRAWN)


@pytest.mark.parametrize("raw", [[""], ["。"], ["（（（"], ["a"] * 300])
def test_odd_pages_are_read(raw: list[str]) -> None:
    lines, marks, habit = prepare(list(page_model(raw).lines))
    assert len(tags.read(PageFeatures(lines, marks, habit))) == len(lines)


PAGES = Path(__file__).parent.parent / "benchmarks/pages/raw"
DIGEST = """
import datetime, hashlib, sys
from scripts.edition.label import Label
from pathlib import Path
from scripts.pagetext import convert
digest = hashlib.sha256()
for name in sys.argv[1:]:
    made = convert(Path(name).read_bytes(), date=datetime.date(2024, 3, 5), page=Label(1))
    digest.update(repr([(page.items, page.findings) for page in made]).encode())
print(digest.hexdigest())
"""


def test_a_page_is_read_the_same_whatever_the_hash_seed() -> None:
    pages = [str(path) for path in sorted(PAGES.glob("*.pdfium.txt"))]
    assert pages
    digests = {
        subprocess.run(
            [sys.executable, "-c", DIGEST, *pages],
            cwd=PAGES.parent.parent.parent,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(digests) == 1
