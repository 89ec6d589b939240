"""Pages that only redirect: what stays at an old address when a year has moved to a site of its own.

A static host cannot redirect, so it is a page of three lines that browsers and search engines follow. Addresses hold
for ever, and lists, calendars and search on the main site need not know where a year went.
"""

from __future__ import annotations

from html import escape


def redirect(address: str, lang: str) -> str:
    """A page that leads to an absolute address."""
    target = escape(address, quote=True)
    return (
        f'<!DOCTYPE html>\n<html lang="{lang}"><meta charset="utf-8"><title>{target}</title>'
        f'<meta http-equiv="refresh" content="0; url={target}"><link rel="canonical" href="{target}">'
        f'<p><a href="{target}">{target}</a>\n'
    )
