"""The form editor as documents of the site: its page and forms, and the program beside them."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable, Iterator
from html import escape
from string import Template

from scripts.edition import urls
from scripts.press.cms import config, vendored
from scripts.press.render.desk import Desk
from scripts.press.render.views import EditionView, SiteFile
from scripts.press.store.siteindex import SiteIndex

PAGE = vendored.HERE / "page"
NEWEST = 7
"""How many editions the page offers at once: a week's, some hundreds of items to fetch."""


def page(desk: Desk, shelf: SiteIndex, _newest: EditionView | None) -> Iterator[SiteFile]:
    """The page, its script and style, and the program's configuration."""
    settings = desk.paper.cms
    if not settings:
        return
    say = _say(desk.paper.lang)
    imports = json.dumps({"imports": vendored.import_map()}, ensure_ascii=False)
    known = base64.b64encode(hashlib.sha256(imports.encode()).digest()).decode()
    words = {
        "lang": desk.paper.lang,
        "policy": escape(f"{config.policy(settings)}; script-src 'self' 'sha256-{known}'", quote=False),
        "title": escape(f"{say('编辑')} - {desk.paper.name}"),
        "imports": imports,
        "other": say("打开另一期"),
        "noscript": say("编辑页面需要启用 JavaScript。也可以直接在仓库里修改 content/ 中的文件。"),
    }
    yield urls.ADMIN, Template((PAGE / "index.html").read_text("utf-8")).substitute(words)
    for name in ("admin.js", "admin.css"):
        yield urls.ADMIN + name, (PAGE / name).read_bytes()
    configuration = config.configuration(desk.paper.name, settings, say)
    configuration["dates"] = config.editions(row.date for row in shelf.latest(settings.get("editions", NEWEST)))
    yield urls.ADMIN + "config.json", json.dumps(configuration, ensure_ascii=False, indent=1) + "\n"


def page_reads(shelf: SiteIndex) -> object:
    """What it is made from besides settings: the newest editions."""
    return [row.date for row in shelf.latest(100)], vendored.digest()


def program(desk: Desk, _shelf: SiteIndex, _newest: EditionView | None) -> Iterator[SiteFile]:
    """The program itself, which changes only when it is renewed."""
    if desk.paper.cms:
        for name, data in vendored.program():
            yield urls.ADMIN + name, data


def program_reads(_shelf: SiteIndex) -> object:
    """What it is made from."""
    return vendored.digest()


def _say(lang: str) -> Callable[[str], str]:
    """Our words in the script of the paper's editors."""
    if lang == "zh-Hans":
        return str
    from scripts.variants.chain import plain
    from scripts.variants.lang import variant_of

    converter = plain("zh-Hans", variant_of(lang))
    return lambda text: str(converter.convert(text))
