"""The form editor's configuration: one form for an item and one for edition.yml, made from the model's own fields.

Collections are editions. The whole archive in one list would have each editor's browser fetch every item ever printed;
so the page offers the newest editions, and any other by its date. Which ones is for the page's script to say
(`@date@` and `@folder@` stand for an edition's): the forms are the same for all.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

from scripts.edition.catalogue import Bilingual, words
from scripts.edition.editionfile import KEYS, LABELS, PAGE_KEYS
from scripts.edition.frontmatter import FIELDS, Field, FieldType
from scripts.edition.model import KIND_NAMES
from scripts.edition.reviews import reviews

DATE, FOLDER = "@date@", "@folder@"

HINTS = {
    "title": "多行标题连成一行，各行之间空一格；图片稿和上接的部分原版无题的可不填，以第一句代",
    "body": "段与段之间空一行；小标题以 ## 开头；诗行末尾加 \\ 换行",
    "byline": "单独成行的署名，照原样，如 本报记者 林晚",
    "image_alt": "一句话说明图片内容，说给看不见的人听",
    "belongs_to": "图片配的是哪篇，如 01-02；不填由程序推断",
    "lead": "头条是哪篇，如 01-04；不填由程序按版面推断",
    "jump_to": "导读或转版稿件：下转第几版，如 2、A05",
    "jump_from": "上接第几版，如 1、A01",
    "review": "请看一眼；改好一项，就去掉一项",
    "corrections": "只写发布之后的更正：改了什么",
    "accepted": "没有问题的提醒，每行一条，照核对报告里命令末尾的写，如 01-03:photo-without-picture；整期的只写代码",
    "sections": "字母是键，叠名是值，如 A 与 要闻",
    "furniture": "报头、版次、热线等，每行一条",
}
"""What to write where the label does not say it."""

PLACE = ("date", "page", "order")
"""Fields that the file's name and folder give: kept as they are, and for a new item filled in by the page's script."""

API_ROOTS = {"github": "https://api.github.com", "gitlab": "https://gitlab.com/api/v4", "gitea": ""}
PICTURES = ("https://avatars.githubusercontent.com",)


SETTINGS: dict[str, type] = {
    "repo": str, "branch": str, "backend": str, "api_root": str, "graphql_api_root": str, "base_url": str,
    "editions": int,
}  # fmt: skip
"""What CMS of pelicanconf.py may say, docs/cms.md explains."""


def mistake(settings: Mapping[str, Any]) -> Bilingual | None:
    """Why CMS of pelicanconf.py cannot be used, or None."""
    for key, value in settings.items():
        if key not in SETTINGS:
            return words("cms-unknown", key=repr(key), choices=", ".join(SETTINGS))
        if type(value) is not SETTINGS[key]:
            return words("cms-type", key=repr(key), kind=SETTINGS[key].__name__, given=repr(value))
    if not re.fullmatch(r"[\w.-]+(/[\w.-]+)+", settings.get("repo", "")):
        return words("cms-repo", given=repr(settings.get("repo", "")))
    backend = settings.get("backend", "github")
    if backend not in API_ROOTS:
        return words("cms-backend", choices=", ".join(API_ROOTS), given=repr(backend))
    if not (settings.get("api_root") or API_ROOTS[backend]):
        return words("cms-root", backend=backend)
    for key in ("api_root", "graphql_api_root", "base_url"):
        if key in settings and not re.match(r"https?://[\w.:-]+(/|$)", settings[key]):
            return words("cms-https", key=repr(key), given=repr(settings[key]))
    return None


def configuration(name: str, settings: Mapping[str, Any], say: Callable[[str], str] = str) -> dict[str, Any]:
    """The whole configuration but for the editions. `settings` are the paper's CMS, `say` puts labels in its script."""
    backend = {
        "name": settings.get("backend", "github"),
        "repo": settings["repo"],
        "branch": settings.get("branch", "main"),
        "auth_methods": ["token"],
        "commit_messages": {
            "create": f"{say('新建')} {{{{path}}}}",
            "update": f"{say('修改')} {{{{path}}}}",
            "delete": f"{say('删除')} {{{{path}}}}",
            "uploadMedia": f"{say('上传')} {{{{path}}}}",
            "deleteMedia": f"{say('删除')} {{{{path}}}}",
        },
    }
    backend |= {key: settings[key] for key in ("api_root", "graphql_api_root", "base_url") if key in settings}
    return {
        "cms": {
            "load_config_file": False,
            "backend": backend,
            "app_title": name,
            "media_folder": "content",
            "media_libraries": {"all": {"slugify_filename": True}, "stock_assets": False},
            "output": {"omit_empty_optional_fields": True},
            "slug": {"encoding": "unicode", "lowercase": False},
            "show_preview_links": False,
        },
        "items": items_collection(say),
        "edition": edition_file(say),
        "editions": {"name": "editions", "label": say("版面")},
    }


def items_collection(say: Callable[[str], str]) -> dict[str, Any]:
    """The collection of one edition's items."""
    return {
        "name": f"items-{DATE}",
        "label": DATE,
        "label_singular": say("稿件"),
        "folder": f"content/{FOLDER}",
        "slug": {
            "editable": ["create"],
            "hint": say("版次-次序，数字各两位，如 02-07、A01-07；即网址，发布后不改"),
            "pattern": [r"^[A-Z]{0,2}[0-9]{2,3}-[0-9]{2,3}$", say("须是 版次-次序，如 02-07、A01-07")],
        },
        "summary": "{{filename}} {{title}}",
        "sortable_fields": {"fields": ["slug", "title", "kind"]},
        "view_filters": [{"label": say("待核"), "field": "review", "empty": False}],
        "view_groups": [{"label": say("版次"), "field": "page"}, {"label": say("类型"), "field": "kind"}],
        "duplicate": False,
        "fields": item_fields(say),
    }


def item_fields(say: Callable[[str], str]) -> list[dict[str, Any]]:
    """The form of an item: headline, what is open, the text, then the rest as front matter has it.

    The program writes keys in this order, so that all but `review` stay where the converter writes them.
    """
    names = [field.name for field in FIELDS]
    fields = [_field(field, say) for field in FIELDS]
    after = names.index("deck") + 1
    fields.insert(after, fields.pop(names.index("review")))
    after += 1
    body = {
        "name": "body", "label": say("正文"), "widget": "markdown", "modes": ["raw"], "required": False,
        "buttons": [], "editor_components": [], "hint": say(HINTS["body"]),
    }  # fmt: skip
    return [*fields[:after], body, *fields[after:]]


def edition_file(say: Callable[[str], str]) -> dict[str, Any]:
    """The form of edition.yml."""
    pages = {
        "name": "pages", "label": say("版"), "label_singular": say("版"), "widget": "list", "required": False,
        "summary": "{{number}} {{name}}",
        "fields": [_plain(key, LABELS[key], kind, say, key == "number") for key, kind in PAGE_KEYS.items()],
    }  # fmt: skip
    top = [_plain(name, LABELS[name], kind, say) for name, kind in KEYS.items()]
    return {
        "name": DATE,
        "label": f"{DATE} {say('各版')}",
        "file": f"content/{FOLDER}/edition.yml",
        "fields": [{"name": "date", "widget": "hidden"} if f["name"] == "date" else f for f in top] + [pages],
    }


def _field(field: Field, say: Callable[[str], str]) -> dict[str, Any]:
    if field.name in PLACE:
        return {"name": field.name, "widget": "hidden"}
    about = _plain(field.name, field.label_zh, field.type, say, field.required and field.name != "title")
    if field.name == "image":
        about |= {"widget": "image", "choose_url": False, "media_folder": f"/content/{FOLDER}/images"}
        about |= {"public_folder": "images"}
    if field.name == "review":
        options = [{"label": say(zh.rstrip("。")), "value": code} for code, (_, zh) in reviews().items()]
        about |= {"widget": "select", "multiple": True, "options": options}
    return about


def _plain(name: str, label: str, kind: FieldType, say: Callable[[str], str], required: bool = False) -> dict[str, Any]:
    about: dict[str, Any] = {"name": name, "label": say(label), "required": required, **_WIDGETS[kind](say)}
    if name in HINTS:
        about["hint"] = say(HINTS[name])
    return about


def _kinds(say: Callable[[str], str]) -> dict[str, Any]:
    options = [{"label": say(label), "value": kind} for kind, label in KIND_NAMES.items()]
    return {"widget": "select", "options": options, "default": "article"}


def _corrections(say: Callable[[str], str]) -> dict[str, Any]:
    day = {"name": "date", "label": say("日期"), **_DAY}
    what = {"name": "text", "label": say("更正内容"), "widget": "string"}
    return {"widget": "list", "summary": "{{date}} {{text}}", "fields": [day, what]}


LABEL = r"^[A-Za-z]{0,2}(?!0+$)[0-9]{1,3}$"
"""A page's label as a form takes it."""

_DAY = {"widget": "datetime", "type": "date", "format": "YYYY-MM-DD", "date_format": "YYYY-MM-DD"}
_WIDGETS: dict[FieldType, Callable[[Callable[[str], str]], dict[str, Any]]] = {
    "text": lambda _: {"widget": "string"},
    "date": lambda _: dict(_DAY),
    "label": lambda say: {"widget": "string", "pattern": [LABEL, say("版次，如 1、12、A1、B03")]},
    "number": lambda _: {"widget": "number", "value_type": "int", "min": 1, "max": 9999},
    "sections": lambda _: {"widget": "keyvalue"},
    "kind": _kinds,
    "texts": lambda _: {"widget": "list"},
    "corrections": _corrections,
}


def editions(dates: Iterable[dt.date]) -> list[str]:
    """The editions that are offered, newest first."""
    return [date.isoformat() for date in sorted(dates, reverse=True)]


def policy(settings: Mapping[str, Any]) -> str:
    """The page's Content-Security-Policy without its scripts: it asks the repository's host, and nobody else."""
    root = settings.get("api_root") or API_ROOTS[settings.get("backend", "github")]
    hosts = sorted({_origin(url) for url in (root, settings.get("graphql_api_root", "")) if url})
    pictures = PICTURES if settings.get("backend", "github") == "github" else ()
    return "; ".join(
        (
            "default-src 'none'", "base-uri 'none'", "form-action 'none'", "font-src 'self'",
            "style-src 'self' 'unsafe-inline'",  # the program writes its style sheets into the page
            " ".join(("img-src 'self' blob: data:", *pictures)), "media-src blob:", "frame-src blob:",
            " ".join(("connect-src 'self' blob: data:", *hosts)), "worker-src 'self' blob:",
        )
    )  # fmt: skip


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
