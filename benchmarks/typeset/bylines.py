"""The ways in which papers print who wrote a story: a named table, from which a house takes its habits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from benchmarks.typeset.words import people


@dataclass(frozen=True, slots=True)
class Scene:
    """Where and when a story is signed; `place` is the town as a dateline names it."""

    random: Random
    place: str
    date: dt.date

    def names(self, most: int) -> tuple[str, ...]:
        """One name, seldom more, at most `most`."""
        return people(self.random, min(most, self.random.choice((1, 1, 1, 2, 2, 3))))


@dataclass(frozen=True, slots=True)
class Byline:
    """What is printed: `opening` before the first paragraph's text, `line` on its own, `closing` after the last."""

    authors: tuple[str, ...] = ()
    opening: str = ""
    line: str = ""
    closing: str = ""


def _reporter_and_correspondent(scene: Scene) -> Byline:
    names = people(scene.random, scene.random.choice((2, 2, 3, 4)))
    cut = scene.random.randint(1, len(names) - 1)
    return Byline(names, f"本报讯（记者 {' '.join(names[:cut])} 通讯员 {' '.join(names[cut:])}）")


def _news(scene: Scene) -> Byline:
    names = scene.names(4)
    return Byline(names, f"本报讯（记者 {' '.join(names)}）")


def _news_comma(scene: Scene) -> Byline:
    names = scene.names(3)
    return Byline(names, f"本报讯（记者{'、'.join(names)}）")


def _news_open(scene: Scene) -> Byline:
    names = scene.names(2)
    return Byline(names, f"本报讯 记者{'、'.join(names)}报道：")


def _own_wire(scene: Scene) -> Byline:
    names = scene.names(2)
    return Byline(names, f"本报{scene.place}{scene.date.month}月{scene.date.day}日电（记者{'、'.join(names)}）")


def _agency(scene: Scene) -> Byline:
    names = scene.names(2)
    return Byline(names, f"新华社{scene.place}{scene.date.month}月{scene.date.day}日电（记者{'、'.join(names)}）")


def _agency_unsigned(scene: Scene) -> Byline:
    return Byline((), f"据新华社{scene.place}{scene.date.month}月{scene.date.day}日电　")


def _line_reporter(scene: Scene) -> Byline:
    names = scene.names(3)
    return Byline(names, line=f"本报记者 {' '.join(names)}")


def _line_both(scene: Scene) -> Byline:
    one, other = people(scene.random, 2)
    return Byline((one, other), line=f"本报记者 {one} 通讯员 {other}")


def _line_square(scene: Scene) -> Byline:
    names = scene.names(2)
    return Byline(names, line=f"{scene.random.choice('□■●')}本报记者 {' '.join(names)}")


def _line_mark(scene: Scene) -> Byline:
    (name,) = people(scene.random, 1)
    return Byline((name,), line=f"{scene.random.choice('□●◎')} {name}")


def _line_name(scene: Scene) -> Byline:
    (name,) = people(scene.random, 1)
    return Byline((name,), line=name)


def _line_text_photo(scene: Scene) -> Byline:
    (name,) = people(scene.random, 1)
    return Byline((name,), line=f"{scene.random.choice(('本报记者', '记者', '通讯员'))} {name} 文/图")


def _end_name(scene: Scene) -> Byline:
    (name,) = people(scene.random, 1)
    return Byline((name,), closing=f"（{name}）")


def _end_names(scene: Scene) -> Byline:
    names = people(scene.random, 2)
    return Byline(names, closing=f"（{' '.join(names)}）")


def _end_reporter(scene: Scene) -> Byline:
    (name,) = people(scene.random, 1)
    return Byline((name,), closing=f"（记者 {name}）")


def _end_agency(scene: Scene) -> Byline:  # noqa: ARG001
    return Byline((), closing="（据新华社电）")


def _unsigned(scene: Scene) -> Byline:  # noqa: ARG001 - one signature for all of the table
    return Byline()


def _hk_bold(scene: Scene) -> Byline:  # noqa: ARG001
    return Byline((), "【本报讯】")


def _hk_reporter(scene: Scene) -> Byline:
    (name,) = people(scene.random, 1)
    return Byline((name,), f"【本报讯】记者{name}报道：")


def _hk_bracket(scene: Scene) -> Byline:
    (name,) = people(scene.random, 1)
    return Byline((name,), f"【本报记者{name}{scene.place}报道】")


def _hk_line(scene: Scene) -> Byline:
    (name,) = people(scene.random, 1)
    return Byline((name,), line=f"记者{name}报道")


def _tw_bracket(scene: Scene) -> Byline:
    names = scene.names(2)
    return Byline(names, f"〔记者{'、'.join(names)}／{scene.place}报导〕")


def _tw_line(scene: Scene) -> Byline:
    names = scene.names(2)
    return Byline(names, line=f"记者{'、'.join(names)}／{scene.place}报导")


def _tw_agency(scene: Scene) -> Byline:
    (name,) = people(scene.random, 1)
    return Byline((name,), f"（中央社记者{name}{scene.place}{scene.date.day}日电）")


BYLINES: dict[str, Callable[[Scene], Byline]] = {
    "news": _news,  # 本报讯（记者 甲 乙）
    "news-correspondent": _reporter_and_correspondent,  # 本报讯（记者 甲 通讯员 乙）
    "news-comma": _news_comma,  # 本报讯（记者甲、乙）
    "news-open": _news_open,  # 本报讯 记者甲报道：
    "own-wire": _own_wire,  # 本报某地4月8日电（记者甲）
    "agency": _agency,  # 新华社某地4月8日电（记者甲、乙）
    "agency-unsigned": _agency_unsigned,  # 据新华社某地4月8日电
    "line-reporter": _line_reporter,  # 本报记者 甲 乙, a line of its own
    "line-both": _line_both,  # 本报记者 甲 通讯员 乙
    "line-square": _line_square,  # □本报记者 甲
    "line-mark": _line_mark,  # ● 甲
    "line-name": _line_name,  # 甲
    "line-text-photo": _line_text_photo,  # 记者 甲 文/图
    "end-name": _end_name,  # （甲）
    "end-names": _end_names,  # （甲 乙）
    "end-reporter": _end_reporter,  # （记者 甲）
    "end-agency": _end_agency,  # （据新华社电）
    "unsigned": _unsigned,
    "hk-bold": _hk_bold,  # 【本报讯】
    "hk-reporter": _hk_reporter,  # 【本报讯】记者甲报道：
    "hk-bracket": _hk_bracket,  # 【本报记者甲某地报道】
    "hk-line": _hk_line,  # 记者甲报道
    "tw-bracket": _tw_bracket,  # 〔记者甲／某地报导〕
    "tw-line": _tw_line,  # 记者甲／某地报导
    "tw-agency": _tw_agency,  # （中央社记者甲某地15日电）
}
