"""A small paper to build in tests: editions from a seed, a project folder, and ways to look at what came out."""

from __future__ import annotations

import datetime as dt
import random
import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin

from PIL import Image

from scripts.edition import editionfile, frontmatter
from scripts.edition.label import Label
from scripts.edition.model import Edition, Item, Page
from scripts.edition.pagefile import Area, PageFile, PagePicture, as_json
from scripts.edition.urls import edition_folder, item_file
from scripts.press.build import build
from scripts.press.options import Options
from scripts.press.stats import Stats
from scripts.press.store.stage import STAMP

THEME = Path(__file__).parent / "theme"
START = dt.date(2024, 1, 29)
NAMES = ("要闻", "本埠", "副刊", "体育")
AUTHORS = ("陆知遥", "周牧", "岳明澜", "叶青野")
WORDS = "江桥船灯茶潮石巷雨雾岭纱厂渡口码头老街晨昏风物人家灯影"


def text(chance: random.Random, length: int) -> str:
    return "".join(chance.choice(WORDS) for _ in range(length))


def make_item(chance: random.Random, date: dt.date, page: Label, order: int) -> Item:
    kind = chance.choice(("article", "article", "article", "photo", "refer", "notice"))
    body = "\n\n".join(text(chance, chance.randint(5, 60)) + "。" for _ in range(chance.randint(1, 4)))
    return Item(
        date=date,
        page=page,
        order=order,
        kind=kind,  # type: ignore[arg-type]
        title=text(chance, chance.randint(4, 14)),
        authors=tuple(chance.sample(AUTHORS, chance.randint(0, 2))),
        body=body if kind != "refer" else "",
        image="images/a.svg" if kind == "photo" else "",
        jump_to=chance.choice((None, None, page.after(1))) if page.number == 1 else None,
        jump_from=chance.choice((None, page.after(-1))) if page.number == 2 else None,
    )


LETTERED = (Label(1, "A"), Label(2, "A"), Label(1, "B"), Label(1, "AA"))


def make_edition(chance: random.Random, date: dt.date) -> Edition:
    """An edition of two to four pages; on even days of the month its labels have letters, printed A1 or A01."""
    labels = [Label(number) for number in range(1, 5)] if date.day % 2 else LETTERED
    pages = tuple(Page(labels[index], NAMES[index]) for index in range(chance.randint(2, 4)))
    items = tuple(
        make_item(chance, date, page.number, order) for page in pages for order in range(1, chance.randint(2, 4) + 1)
    )
    sections = {} if date.day % 2 else {"A": "要闻", "AA": "特刊"}
    return Edition(date, str(chance.randint(1, 999)), pages, items, sections, 1 + date.day % 4 // 2)


def write_edition(content: Path, edition: Edition) -> None:
    folder = content / edition_folder(edition.date)
    (folder / "images").mkdir(parents=True, exist_ok=True)
    (folder / "images" / "a.svg").write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="30" height="{edition.date.day}"/>', encoding="utf-8"
    )
    about = editionfile.dump(edition.date, edition.issue, edition.pages, edition.sections, edition.label_digits)
    (folder / editionfile.NAME).write_text(about, encoding="utf-8")
    for item in edition.items:
        (folder / item_file(item.page, item.order)).write_text(frontmatter.dump(item), encoding="utf-8")


def write_page_picture(content: Path, date: dt.date, items: tuple[str, ...]) -> None:
    """The first page as a picture, its items one under the other."""
    folder = content / edition_folder(date)
    Image.new("RGB", (1200, 1680), (date.day, 240, 230)).save(folder / "images/01.page.png")
    areas = tuple(
        Area(item, (((0.1, 0.1 * at), (0.9, 0.1 * at), (0.9, 0.1 * at + 0.09), (0.1, 0.1 * at + 0.09)),))
        for at, item in enumerate(items, 1)
    )
    page = PageFile("01", 800, 1120, "pdf", PagePicture("images/01.page.png", 1200, 1680), areas)
    (folder / "01.page.json").write_text(as_json(page), encoding="utf-8")


def project(root: Path, settings: str = "", content: str = "content") -> Options:
    """A project folder with the plain theme; the options that build it."""
    root.mkdir(parents=True, exist_ok=True)
    (root / "pelicanconf.py").write_text(
        f"SITENAME = '岚汀日报'\nTIMEZONE = 'Asia/Shanghai'\n{settings}\n", encoding="utf-8"
    )
    (root / content).mkdir(exist_ok=True)
    return Options(
        root / "pelicanconf.py", root / content, root / "output", root / ".banmian" / "output", THEME, search=False
    )


def build_anew(options: Options, name: str = "anew") -> Path:
    """Build the same content from nothing, elsewhere; the folder with the site."""
    root = options.output.parent
    build(replace(options, output=root / name, state=root / ".banmian" / name, only=None))
    return root / name


def tree(folder: Path) -> dict[str, bytes]:
    """All files of a site but the stamp."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != STAMP
    }


def built(options: Options) -> Stats:
    return build(options)


_LINK = re.compile(r"""(?:href|src)="([^"]*)\"""")


@cache
def _targets(name: str, page: bytes) -> tuple[tuple[str, str], ...]:
    """Each link of a page, and the site's file that it leads to. Many tests ask for the same page many times."""
    out = []
    for link in dict.fromkeys(_LINK.findall(page.decode())):
        target = unquote(urldefrag(urljoin(f"/{name}", link)).url)
        if not target.startswith(("http:", "https:", "mailto:")):
            out.append((link, target[1:] + "index.html" if target.endswith("/") else target[1:]))
    return tuple(out)


def dangling(site: dict[str, bytes], start: str = "index.html") -> list[str]:
    """Links that lead nowhere, on all pages that can be reached from the start."""
    seen, waiting, lost = {start}, [start], []
    while waiting:
        name = waiting.pop()
        if not name.endswith(".html"):
            continue
        for link, path in _targets(name, site[name]):
            if path not in site:
                lost.append(f"{name}: {link}")
            elif path not in seen:
                seen.add(path)
                waiting.append(path)
    return lost
