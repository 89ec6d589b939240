"""An edition of a built site as one HTML file that any browser opens: style and pictures inside, nothing asked outside.

For a preview on a host that shows a single file and no site: an artifact of a workflow, an attachment of a mail.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import mimetypes
import re
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import unquote

from scripts.edition.urls import edition_url, output_file, whole_url

_STYLE = re.compile(r'<link rel="stylesheet" href="([^"]+)"(?: media="([^"]+)")?>')
_BODY = re.compile(r"<main\b.*</main>", re.S)
_OPEN = re.compile(r'<section class="corrections" aria-labelledby="open-work">.*?</section>', re.S)
_TITLE = re.compile(r"<title>(.*?)</title>", re.S)
_LANG = re.compile(r'<html lang="([^"]+)"')
_PICTURE = re.compile(r'(?<=\ssrc=")/[^"]*(?=")')
_SOURCES = re.compile(r'\s(?:srcset|sizes)="[^"]*"|<source\b[^>]*>')
_LINK = re.compile(r'\shref="(/[^"]*)"')
_ARTICLE = re.compile(r'<article [^>]*\bid="(item-[^"]+)".*?href="(/\d{4}/[^"#]+)"', re.S)
_PAGE = re.compile(r'id="(page-[^"]+)"><a href="(/\d{4}/[^"#]+)"')


class NotBuiltError(Exception):
    """The site has no such edition, or it was built without the page that holds the whole of one."""


def one_file(output: Path, dates: Sequence[dt.date], base: str = "") -> str:
    """One HTML file of these editions, what is open in each above its items. Raises NotBuiltError.

    `base` is the path that the site's links begin with.
    """
    bodies: list[str] = []
    styles: list[str] = []
    title, lang = "", "zh-Hans"
    for date in dates:
        whole = _read(output, whole_url(date))
        title = title or _first_group(_TITLE, whole)
        lang = _first_group(_LANG, whole) or lang
        styles = styles or [_style(output, base, *match) for match in _STYLE.findall(whole)]
        targets = {url: anchor for anchor, url in (*_ARTICLE.findall(whole), *_PAGE.findall(whole))}
        body = _BODY.search(whole)
        opened = _OPEN.search(_read(output, edition_url(date)))
        parts = [opened[0] if opened else "", body[0] if body else ""]
        bodies.append(_inside("\n".join(parts), output, base, targets))
    css = "\n".join(styles).replace("</", "<\\/")
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    return (
        f'<!DOCTYPE html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="robots" content="noindex">\n<meta name="color-scheme" content="light dark">\n'
        f'<title>{title}</title>\n<style>{css}</style>\n</head>\n<body class="whole">\n'
        + "\n".join(bodies)
        + "\n</body>\n</html>\n"
    )


def _first_group(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    return match[1] if match else ""


def _read(output: Path, url: str) -> str:
    file = output / output_file(url)
    try:
        return file.read_text(encoding="utf-8")
    except OSError:
        raise NotBuiltError(str(file)) from None


def _style(output: Path, base: str, href: str, media: str) -> str:
    text = (output / href.removeprefix(base).lstrip("/")).read_text(encoding="utf-8")
    return f"@media {media} {{\n{text}\n}}" if media else text


def _inside(html: str, output: Path, base: str, targets: dict[str, str]) -> str:
    """Pictures as data, links within the file; what leads out of it leads nowhere."""

    def picture(match: re.Match[str]) -> str:
        file = output / unquote(match[0].removeprefix(base)).lstrip("/")
        if not file.resolve().is_relative_to(output.resolve()) or not file.is_file():
            return match[0]
        kind = mimetypes.guess_type(file.name)[0] or "image/webp"
        return f"data:{kind};base64,{base64.b64encode(file.read_bytes()).decode()}"

    def link(match: re.Match[str]) -> str:
        url, _, anchor = match[1].partition("#")
        target = targets.get(url) or anchor
        return f' href="#{target}"' if target else ""

    return _PICTURE.sub(picture, _LINK.sub(link, _SOURCES.sub("", html)))
