"""Prints web pages with a browser and reads back what each printed line is."""

from __future__ import annotations

import base64
import datetime as dt
import io
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any

import pypdfium2
from playwright.sync_api import Page, PdfMargins, sync_playwright

from benchmarks.learn.stock import composers_of
from benchmarks.learn.varied import mixture, varied
from benchmarks.printed.looks import SCHOOLS, School, look_of
from benchmarks.printed.pages import OWN, Example, Mark, _articles, stock_of_articles
from benchmarks.printed.webpages import web_page
from benchmarks.printed.webparts import WebPage
from benchmarks.typeset.houses import HOUSES
from benchmarks.typeset.stories import COMPOSERS, Desk
from benchmarks.typeset.story import furniture
from benchmarks.typeset.topics import topics
from scripts.commands.browser import installed
from scripts.extraction.pdfpages import read_page

NO_MARGIN: PdfMargins = {"top": "0", "right": "0", "bottom": "0", "left": "0"}
POINT = 0.75
"""Points of a CSS pixel."""
ASCENT = 1.16
"""Of the size: how far below its box's top the fonts' baseline is."""
_LINES = """() => {
  const out = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const held = node.parentElement.closest('[data-r]');
    if (!held || !node.data.trim()) continue;
    const style = getComputedStyle(node.parentElement);
    const size = parseFloat(style.fontSize), down = style.writingMode.startsWith('vertical');
    let line = null;
    for (let n = 0; n < node.data.length; n++) {
      if (!node.data[n].trim()) continue;
      range.setStart(node, n); range.setEnd(node, n + 1);
      const box = range.getBoundingClientRect();
      if (!box.width && !box.height) continue;
      if (!down && line && Math.abs(line.top - box.top) < 2 && box.left >= line.right - 3 && box.left - line.right < 3 * size) {
        line.right = box.right; line.text += node.data[n];
      } else {
        line = {s: +held.dataset.s, r: held.dataset.r, left: box.left, right: box.right, top: box.top, bottom: box.bottom,
                size: size, down: down, text: node.data[n]};
        out.push(line);
      }
    }
  }
  return [out, document.documentElement.scrollHeight];
}"""


def picture(random: Random) -> str:
    """A small grey picture as a data address."""
    from PIL import Image

    image = Image.new("RGB", (8, 6), tuple(random.randint(90, 190) for _ in range(3)))
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return "data:image/png;base64," + base64.b64encode(buffer.getvalue()).decode()


def drawn(number: int, seed: str, schools: Sequence[School], articles: Path | None) -> tuple[str, WebPage]:
    """A page's HTML by its number, the same for the same number and seed."""
    key = f"web-{seed}-{number}"
    random = Random(key)
    school = schools[number % len(schools)]
    script = school.script or random.choice(("zh-Hans",) * 9 + ("zh-HK", "zh-TW"))
    houses = [house for house in HOUSES if house.script == script]
    mixed = mixture(key, random, houses)
    house = mixed.house
    composers = dict(COMPOSERS)
    found = _articles(articles)
    if found and random.random() > OWN:
        composers = dict(composers_of(stock_of_articles(random.sample(found, 160), random)))
    stock = [topic.of(thread) for topic in topics(house.subjects) for thread in topic.threads]
    random.shuffle(stock)
    date = dt.date(2019, 1, 1) + dt.timedelta(days=random.randrange(2500))
    desk = Desk(random, date, house.manner, stock, set())
    look = look_of(school, key)
    markup, page = web_page(look, key, house, desk, varied(composers, 0.0), random.randint(1, 12))
    return markup.replace("PIC", picture(random)), page


def printed(browser: Page, markup: str, width: int) -> tuple[bytes, list[dict[str, Any]]]:
    """A page's PDF, and its lines as the browser set them."""
    browser.set_viewport_size({"width": width, "height": 1000})
    browser.set_content(markup)
    lines, height = browser.evaluate(_LINES)
    data = browser.pdf(
        width=f"{width}px",
        height=f"{height + 4}px",
        print_background=True,
        margin=NO_MARGIN,
    )
    return data, lines


def marks_of(lines: Sequence[dict[str, Any]]) -> Iterator[Mark]:
    """Lines as marks; a story's body counts its columns."""
    column: dict[int, tuple[int, float]] = {}
    for line in lines:
        story, role = line["s"], line["r"]
        base = (line["top"] + ASCENT * line["size"]) if not line["down"] else line["bottom"]
        if line["down"]:
            base = line["bottom"]
        part = role
        if role in ("body", "crosshead", "verse", "table"):
            number, last = column.get(story, (0, -1.0))
            if base < last - 5:
                number += 1
            column[story] = number, base
            part = f"body-{number}"
        elif role in ("byline", "jump") and story in column:
            part = "end"
        yield Mark(base * POINT, line["left"] * POINT, line["right"] * POINT, story, part, role == "crosshead", role)


def examples(
    numbers: Sequence[int],
    seed: str,
    schools: Sequence[School] = SCHOOLS,
    articles: Path | None = None,
    keep: Path | None = None,
) -> Iterator[Example]:
    """Pages by their numbers; with `keep` their PDFs and truths are kept there as the scorer of PDFs takes them."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=installed(), args=["--no-sandbox", "--disable-gpu"])
        sheet = browser.new_page()
        sheet.emulate_media(media="print")
        for number in numbers:
            try:
                markup, page = drawn(number, seed, schools, articles)
            except (LookupError, ValueError) as error:
                print(f"page {number} left out: {error}")
                continue
            data, lines = printed(sheet, markup, page.look.width)
            document = pypdfium2.PdfDocument(data)
            if len(document) != 1:
                print(f"page {number}: {len(document)} sheets, left out")
                continue
            text, layout = read_page(document[0])
            document.close()
            name = f"{page.look.school.key}-{seed}{number:04d}-p01"
            if keep:
                _keep(keep, name, data, page)
            yield Example(name, text, layout, tuple(marks_of(lines)), tuple(story.kind for story in page.stories))
        browser.close()


def _keep(folder: Path, name: str, data: bytes, page: WebPage) -> None:
    for sub in ("pdf", "truth"):
        (folder / sub).mkdir(parents=True, exist_ok=True)
    (folder / "pdf" / f"{name}.pdf").write_bytes(data)
    things = [thing for story in page.stories for thing in (*map(furniture, story.marks), story)]
    truth = {
        "page": f"{name}.pdf", "style": name.split("-")[0], "paper": page.house.paper, "extractor": "pdf", "pages": [1],
        "items": [thing.truth(order, 1) for order, thing in enumerate(things, 1)],
    }  # fmt: skip
    (folder / "truth" / f"{name}.json").write_text(
        json.dumps(truth, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )
