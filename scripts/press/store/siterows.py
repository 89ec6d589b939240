"""What producers of the whole site ask (`SiteIndex`), answered from the tables' indices: rows, and never articles."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from functools import cache

from scripts.edition.label import Label
from scripts.edition.manifest import Cover
from scripts.edition.urls import ListKind
from scripts.press.store.siteindex import EditionRow, ItemRow, Month, Period, is_short


class SiteRows:
    """Questions over all editions, by SQL."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def latest(self, count: int) -> list[EditionRow]:
        """The newest editions, newest first."""
        return self._editions("ORDER BY date DESC LIMIT ?", count)

    def this_day(self, month: int, day: int, count: int) -> list[EditionRow]:
        """Editions of one day of the year, newest first."""
        return self._editions("WHERE month_day = ? ORDER BY date DESC LIMIT ?", f"{month:02d}-{day:02d}", count)

    def editions_between(self, first: dt.date, last: dt.date) -> list[EditionRow]:
        """Editions of a range of dates, oldest first."""
        return self._editions("WHERE date BETWEEN ? AND ? ORDER BY date", first.isoformat(), last.isoformat())

    def _editions(self, where: str, *values: object) -> list[EditionRow]:
        query = f"SELECT date, issue, page_count, item_count, lead, cover FROM edition {where}"  # noqa: S608 - our own clauses
        return [
            EditionRow(dt.date.fromisoformat(date), issue, pages, items, lead, _cover(cover))
            for date, issue, pages, items, lead, cover in self._db.execute(query, values)
        ]

    def corrected(self, since: dt.date, before: dt.date, count: int) -> list[tuple[ItemRow, str]]:
        """Items corrected on a date or later, of editions older than another: last corrected first, with the date."""
        query = """
            SELECT date, page, label, ord, kind, title, summary, page_name, corrected FROM item
            WHERE corrected != '' AND corrected >= ? AND date < ?
            ORDER BY corrected DESC, date DESC, page, ord LIMIT ?"""
        rows = self._db.execute(query, (since.isoformat(), before.isoformat(), count))
        return [
            (ItemRow(dt.date.fromisoformat(date), Label.from_code(page), *rest), last)
            for date, page, *rest, last in rows
        ]

    def months(self) -> dict[Month, tuple[int, int]]:
        """Every month that has editions, with the number of editions and of items."""
        query = "SELECT substr(date, 1, 7), count(*), sum(item_count) FROM edition GROUP BY 1 ORDER BY 1"
        return {(int(m[:4]), int(m[5:])): (editions, items) for m, editions, items in self._db.execute(query)}

    def lettered(self) -> list[Label]:
        """The labels with letters that any edition has, in order; a step in the index for each."""
        query = """
            WITH RECURSIVE label (page) AS (
              SELECT min(page) FROM item WHERE page >= 1000
              UNION ALL SELECT (SELECT min(page) FROM item WHERE page >= 1000 AND page > label.page)
              FROM label WHERE label.page IS NOT NULL)
            SELECT page FROM label WHERE page IS NOT NULL"""
        return [Label.from_code(page) for (page,) in self._db.execute(query)]

    def list_totals(self, kind: ListKind) -> list[tuple[str, int]]:
        """Every list of a kind by name with the number of its items, largest first."""
        query = "SELECT name, sum(items) FROM period WHERE kind = ? GROUP BY name ORDER BY 2 DESC, 1"
        return [(name, total) for name, total in self._db.execute(query, (kind,))]

    def periods(self, kind: ListKind, name: str) -> dict[Period, int]:
        """The pages of a list, oldest first, with the number of items on each."""
        query = "SELECT period, items FROM period WHERE kind = ? AND name = ? ORDER BY period"
        return {tuple(map(int, p.split("-"))): items for p, items in self._db.execute(query, (kind, name))}

    def published_periods(self, kind: ListKind, name: str) -> dict[Period, int]:
        """The same of those that are published: a short list has none."""
        periods = self.periods(kind, name)
        return {} if is_short(kind, sum(periods.values())) else periods

    def listed(self, kind: ListKind, name: str, period: Period, limit: int) -> list[ItemRow]:
        """The items of one page of a list, by newest edition and printed order; of () the newest `limit`.

        A period's page is a register of hundreds of headlines: its items come without summaries and pictures.
        """
        prefix = "-".join(f"{part:02d}" for part in period)
        summary, picture = ("''", "''") if period else ("summary", "picture")
        query = f"""
            SELECT item.date, item.page, item.label, item.ord, item.kind, title, {summary}, page_name, {picture}
            FROM listing
            JOIN item USING (date, page, ord)
            WHERE listing.kind = ? AND name = ? AND listing.date >= ? AND listing.date < ?
            ORDER BY listing.date DESC, listing.page, listing.ord LIMIT ?"""  # noqa: S608 - our own words
        rows = self._db.execute(query, (kind, name, prefix, prefix + "~", -1 if period else limit))
        date_of = cache(dt.date.fromisoformat)
        page_of = cache(Label.from_code)
        return [ItemRow(date_of(date), page_of(page), *rest) for date, page, *rest in rows]


def _cover(text: str) -> Cover | None:
    fields = json.loads(text)
    return Cover(*fields) if fields else None
