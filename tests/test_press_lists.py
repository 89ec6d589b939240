"""Pages of lists know their neighbours, and a build's report knows when to be silent."""

from __future__ import annotations

import datetime as dt
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest

from scripts.edition.label import Label
from scripts.edition.model import Edition, Item, Page
from scripts.press.options import default_state
from scripts.press.render.desk import Desk
from scripts.press.render.follow import list_feeds, paper_feeds
from scripts.press.render.lists import list_view
from scripts.press.render.views import Link
from scripts.press.settings import Paper
from scripts.press.show import report
from scripts.press.stats import Stats
from scripts.press.store.siteindex import LIST_LENGTH, ItemRow
from scripts.press.store.units import rank
from tests.press import kit


class PlainDesk:
    """As much of a desk as lists ask for, in the paper's own script."""

    paper = Paper(name="江报", address="https://a.example")

    def href(self, url: str) -> str:
        return url

    def edition_folder(self, date: dt.date) -> str:
        return f"{date:/%Y/%m/%d/}"

    def text(self, text: str) -> str:
        return text

    name = text


def view(*period: int) -> Any:
    periods = [(2023, 11), (2023, 12), (2024, 1)]
    return list_view(cast(Desk, PlainDesk()), "page_name", "要闻", period, [], 3, periods)


def test_a_page_of_a_list_leads_to_the_newer_and_the_older_one() -> None:
    middle = view(2023, 12)
    assert (middle.older.text, middle.newer.text) == ("2023年11月", "2024年1月")
    assert view(2023, 11).older is None
    newest = view(2024, 1)
    assert (newest.older.text, newest.newer.text) == ("2023年12月", "要闻")


def test_a_list_shows_pictures_but_not_those_that_lie_on_another_site() -> None:
    row = ItemRow(dt.date(2024, 1, 3), Label(1), "1", 2, "photo", "渡船靠岸", "", "要闻", "/2024/01/03/images/a.webp")
    desk = PlainDesk()
    shown = list_view(cast(Desk, desk), "page_name", "要闻", (), [row], 1, [])
    assert [link.picture for link in shown.items] == [row.picture]
    desk.paper = replace(desk.paper, year_sites={2024: "https://2024.example"})
    away = list_view(cast(Desk, desk), "page_name", "要闻", (), [row], 1, [])
    assert [link.picture for link in away.items] == [""]


def test_a_lists_own_address_names_its_pages_newest_first() -> None:
    own = view()
    assert own.newer is None
    assert own.older is None  # what is shown is all there is
    assert [link.text for link in own.periods] == ["2024年1月", "2023年12月", "2023年11月"]
    assert [link.text for link in own.follow] == ["Atom", "JSON Feed"]


def test_a_lists_own_address_goes_on_where_it_ends() -> None:
    def row(day: int, month: int) -> ItemRow:
        return ItemRow(dt.date(2024, month, day), Label(1), "1", 1, "article", "渡口", "", "要闻")

    january, february = [row(31 - n, 1) for n in range(LIST_LENGTH + 1 - 21)], [row(21 - n, 2) for n in range(21)]
    periods = [(2023, 12), (2024, 1), (2024, 2)]
    desk = cast(Desk, PlainDesk())
    shown = list_view(desk, "page_name", "要闻", (), [*february, *january], 300, periods)
    assert len(shown.items) == LIST_LENGTH
    assert shown.older == Link("/page-names/要闻/2024/01/", "2024年1月")
    years = list_view(desk, "author", "陆知遥", (), [*february, *january], 300, [(2023,), (2024,)])
    assert years.older == Link("/authors/陆知遥/2024/", "2024年")


def test_quiet_says_nothing_of_what_went_well(capsys: pytest.CaptureFixture[str]) -> None:
    report(Stats(editions_built=1), Path("output"), quiet=True)
    assert capsys.readouterr() == ("", "")
    report(Stats(editions_built=1), Path("output"), quiet=False, language="zh")
    out = capsys.readouterr().out
    assert "生成 1" in out
    assert "Editions" not in out


def test_each_output_has_a_state_of_its_own(tmp_path: Path) -> None:
    inside, elsewhere, other = tmp_path / "output", tmp_path / "a" / "site", tmp_path / "b" / "site"
    assert default_state(tmp_path, inside) == tmp_path / ".banmian" / "output"
    states = {default_state(tmp_path, folder) for folder in (inside, elsewhere, other)}
    assert len(states) == 3
    assert all(state.parent == tmp_path / ".banmian" for state in states)


def test_what_is_switched_off_is_not_offered() -> None:
    desk = PlainDesk()
    assert paper_feeds(desk.paper, desk.href) != ()
    assert paper_feeds(replace(desk.paper, off=frozenset({"feed"})), desk.href) == ()
    assert paper_feeds(replace(desk.paper, address=""), desk.href) == ()
    assert list_feeds(replace(desk.paper, off=frozenset({"feed"})), desk.href, "/a/") != ()


def test_the_front_page_is_replaced_last() -> None:
    paths = [
        "index.html",
        "archive/index.html",
        "2024/01/index.html",
        "2024/01/05/01/02/index.html",
        "zh-hant-tw/index.html",
    ]
    assert [rank(path) for path in paths] == [3, 2, 1, 0, 3]


def test_a_short_list_has_its_own_address_alone_until_it_grows(tmp_path: Path) -> None:
    options = kit.project(tmp_path, "SITEURL = 'https://paper.example'\nVARIANTS = {'zh-Hant-TW': None}")

    def publish(*days: dt.date) -> dict[str, bytes]:
        for day in days:
            item = Item(day, Label(1), 1, title="渡口重开", authors=("陆知遥",), body="渡口今晨重开。")
            kit.write_edition(options.content, Edition(day, "", (Page(Label(1), "要闻"),), (item,)))
        kit.built(options)
        site = kit.tree(options.output)
        assert site == kit.tree(kit.build_anew(options, f"anew-{days[-1]}"))
        assert kit.dangling(site) == []
        return {name: site[name] for name in site if "authors/陆知遥/" in name and not name.startswith("zh-")}

    first = dt.date(2023, 12, 30)
    assert list(publish(first)) == ["authors/陆知遥/index.html"]
    assert list(publish(dt.date(2023, 12, 31), dt.date(2024, 1, 2))) == ["authors/陆知遥/index.html"]
    assert set(publish(dt.date(2024, 1, 3))) == {
        f"authors/陆知遥/{name}"
        for name in ("index.html", "2023/index.html", "2024/index.html", "feed.xml", "feed.json")
    }
    shutil.rmtree(options.content / "2023/12/31")
    assert list(publish(first)) == ["authors/陆知遥/index.html"]
