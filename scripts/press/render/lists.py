"""Views of what crosses editions - months, years, the archive, lists - made from rows of the index alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from scripts.edition import urls
from scripts.edition.urls import ListKind
from scripts.press.render.days import weeks
from scripts.press.render.desk import Desk
from scripts.press.render.follow import list_feeds
from scripts.press.render.views import (
    CalendarDay,
    EditionLink,
    ItemLink,
    Link,
    ListView,
    MonthView,
    YearSummary,
    YearView,
)
from scripts.press.store.siteindex import LIST_LENGTH, EditionRow, ItemRow, Month, Period, is_short


def edition_link(desk: Desk, row: EditionRow) -> EditionLink:
    """An edition in a calendar or list."""
    return EditionLink(
        desk.edition_href(row.date, urls.edition_url(row.date)),
        desk.day(row.date),
        row.issue,
        row.page_count,
        row.item_count,
        desk.text(row.lead),
        row.cover,
    )


def item_links(desk: Desk, rows: Iterable[ItemRow]) -> tuple[ItemLink, ...]:
    """Items in a list. A reporter's year has hundreds, so what rows share is made once."""
    names: dict[str, str] = {}
    links = []
    for row in rows:
        date, name = row.date, row.page_name
        if name not in names:
            names[name] = desk.text(name)
        url = urls.item_below(desk.edition_folder(date), row.page, row.order)
        title, summary = desk.text(row.title), desk.text(row.summary)
        picture = "" if date.year in desk.paper.year_sites else row.picture
        links.append(
            ItemLink(url, title, row.kind, row.page, row.label, row.order, date, names[name], summary, picture)
        )
    return tuple(links)


def month_link(desk: Desk, month: Month) -> Link:
    """2022年4月"""
    return Link(desk.href(urls.month_url(*month)), f"{month[0]}年{month[1]}月")


def year_link(desk: Desk, year: int) -> Link:
    """2022年"""
    return Link(desk.href(urls.year_url(year)), f"{year}年")


def month_view(
    desk: Desk, month: Month, rows: Sequence[EditionRow], previous: Month | None, following: Month | None
) -> MonthView:
    """A month's calendar from its editions, oldest first."""
    links = {row.date.day: edition_link(desk, row) for row in rows}
    cells = tuple(tuple(CalendarDay(day, links.get(day)) if day else None for day in week) for week in weeks(*month))
    return MonthView(
        desk.href(urls.month_url(*month)),
        *month,
        cells,
        tuple(links.values()),
        month_link(desk, previous) if previous else None,
        month_link(desk, following) if following else None,
    )


def year_view(
    desk: Desk,
    year: int,
    rows: Sequence[EditionRow],
    previous: int | None,
    following: int | None,
) -> YearView:
    """A year's calendars from its editions, oldest first; its months have no neighbours."""
    months = sorted({row.date.month for row in rows})
    return YearView(
        desk.href(urls.year_url(year)),
        year,
        tuple(
            month_view(desk, (year, month), [row for row in rows if row.date.month == month], None, None)
            for month in months
        ),
        len(rows),
        sum(row.item_count for row in rows),
        year_link(desk, previous) if previous else None,
        year_link(desk, following) if following else None,
    )


def year_summaries(desk: Desk, months: Mapping[Month, tuple[int, int]]) -> tuple[YearSummary, ...]:
    """The archive's years, newest first, from the number of editions and items of each month."""
    years = sorted({year for year, _ in months}, reverse=True)
    return tuple(
        YearSummary(
            desk.href(urls.year_url(year)),
            year,
            tuple((month_link(desk, month), months[month][0]) for month in sorted(months) if month[0] == year),
            sum(count[0] for month, count in months.items() if month[0] == year),
            sum(count[1] for month, count in months.items() if month[0] == year),
        )
        for year in years
    )


def period_text(period: Period) -> str:
    """2022年4月, 2022年, or "" for the list's own address."""
    return "".join(f"{part}{unit}" for part, unit in zip(period, "年月", strict=False))


def list_view(
    desk: Desk,
    kind: ListKind,
    name: str,
    period: Period,
    rows: Sequence[ItemRow],
    total: int,
    periods: Sequence[Period],
) -> ListView:
    """One page of a list: `rows` newest first, `periods` all that the list has, oldest first.

    At the list's own address `rows` has one item more than is shown: there the list goes on.
    """
    rest = () if period else rows[LIST_LENGTH:]
    named = desk.name(name) if kind == "author" else desk.text(name)

    def link(other: Period) -> Link:
        return Link(desk.href(urls.list_url(kind, name, *other)), period_text(other) or named)

    at = periods.index(period) if period else len(periods)
    newer = (link(periods[at + 1]) if at + 1 < len(periods) else link(())) if period else None
    older = link(periods[at - 1]) if period and at > 0 else None
    if rest:
        length = len(periods[0])
        older = link((rest[0].date.year, rest[0].date.month)[:length])
    return ListView(
        url=desk.href(urls.list_url(kind, name, *period)),
        kind=kind,
        name=named,
        period=period_text(period),
        total=total,
        items=item_links(desk, rows if period else rows[:LIST_LENGTH]),
        periods=() if period else tuple(map(link, reversed(periods))),
        newer=newer,
        older=older,
        follow=() if period or is_short(kind, total) else list_feeds(desk.paper, desk.href, urls.list_url(kind, name)),
    )
