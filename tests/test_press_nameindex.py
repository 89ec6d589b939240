"""Names by sound and by strokes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from scripts.press.render.nameindex import LETTERS, name_groups
from scripts.press.render.views import Link


def groups(names: str, by_strokes: bool = False) -> list[tuple[str, list[str]]]:
    found = name_groups([(Link(f"/{name}/", name), 1) for name in names.split()], by_strokes)
    return [(group.label, [link.text for link, _ in group.names]) for group in found]


def test_names_stand_under_their_letters() -> None:
    assert groups("周牧 陆知遥 曾阿婆 岳明澜 Ann 欧阳青禾 单于飞 闫小满 李穗") == [
        ("A", ["Ann"]), ("L", ["李穗", "陆知遥"]), ("O", ["欧阳青禾"]), ("S", ["单于飞"]), ("Y", ["岳明澜", "闫小满"]),
        ("Z", ["曾阿婆", "周牧"]),
    ]  # fmt: skip


def test_names_stand_under_their_strokes() -> None:
    assert groups("陸知遙 于海棠 周牧 岳明瀾 王鹿鳴", by_strokes=True) == [
        ("3", ["于海棠"]), ("4", ["王鹿鳴"]), ("8", ["周牧", "岳明瀾"]), ("11", ["陸知遙"]),
    ]  # fmt: skip


def test_what_neither_knows_stands_at_the_end() -> None:
    assert groups("🌊 周牧 龘龘")[-1] == ("#", ["龘龘", "🌊"])
    assert groups("李 🌊", by_strokes=True) == [("7", ["李"]), ("#", ["🌊"])]


@given(st.lists(st.text(min_size=1, max_size=3), unique=True), st.booleans())
def test_every_name_has_one_place(names: list[str], by_strokes: bool) -> None:
    found = name_groups([(Link("/", name), 1) for name in names], by_strokes)
    assert sorted(link.text for group in found for link, _ in group.names) == sorted(names)
    labels = [group.label for group in found]
    assert len(labels) == len(set(labels))
    assert by_strokes or all(label in (*LETTERS, *"IUV", "#") or label.isascii() for label in labels)
