"""The sample paper's printed pages: `python -m tests.sample_pages` sets them anew, as pictures with their areas.

The sample was never printed, so its pages are set here from its items by a browser, in columns, each as full as it can
be, and photographed. Where an item stands is what the browser says. It needs the Chinese fonts that it is to be set in;
with others the pictures differ, and nothing else does.
"""

from __future__ import annotations

import base64
import datetime as dt
import html
import io
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from scripts.commands.browser import installed
from scripts.edition import markdown
from scripts.edition.content import load_edition
from scripts.edition.model import Edition, Item
from scripts.edition.model import Page as PageOf
from scripts.edition.pagefile import Area, PageFile, PagePicture, as_json, page_file_name, picture_name
from scripts.edition.urls import edition_folder

ROOT = Path(__file__).parent.parent
NAME = "岚汀日报"
WIDTH, HEIGHT = 1440, 2040
"""Pixels: 96 to the inch, a tabloid of 380 by 540 mm."""

STYLE = """
* { box-sizing: border-box; margin: 0; padding: 0; }
html { font: 15px/1.5 "Noto Serif CJK SC", serif; background: #fdfcf8; color: #111; }
body { width: 1440px; height: 2040px; padding: 46px 54px 40px; overflow: hidden; }
body { display: flex; flex-direction: column; position: relative; }
.own { position: absolute; inset: auto 54px 40px; }
.head .plate { font: 900 104px/1.15 "Noto Serif CJK SC", serif; letter-spacing: 30px; color: #a3201a; }
.head { display: flex; align-items: end; justify-content: space-between; }
.head { border-bottom: 4px double #111; padding-bottom: 8px; }
.head p { font-size: 15px; line-height: 1.6; text-align: end; }
.head b { font: 700 44px/1.2 "Noto Serif CJK SC", serif; letter-spacing: 8px; }
main { flex: 1; min-height: 0; display: flex; flex-direction: column; gap: 16px; padding-top: 16px; }
h2 { font: 900 26px/1.3 "Noto Serif CJK SC", serif; margin-bottom: 5px; text-wrap: balance; }
.kicker, .deck { font-size: 17px; line-height: 1.4; font-weight: 600; }
.by { font: 13px/1.6 "Noto Sans CJK SC", sans-serif; margin-bottom: 3px; }
.columns p { text-indent: 2em; text-align: justify; }
article h3 { font: 700 16px/1.5 "Noto Sans CJK SC", sans-serif; text-align: center; margin: 4px 0; }
table { width: 100%; border-collapse: collapse; font-size: 12px; }
td, th { border-bottom: 1px solid #888; padding: 1px 3px; }
img { display: block; width: 100%; }
.photo .columns p { font-family: "Noto Sans CJK SC", sans-serif; text-indent: 0; }
.lead { flex: none; border-bottom: 1px solid #111; padding-bottom: 14px; }
h2 span { display: inline-block; }
.lead header { text-align: center; } .lead h2 { font-size: 58px; margin: 4px 0; }
.lead :is(.kicker, .deck) { font-size: 26px; } .lead .by { font-size: 17px; margin: 4px 0 8px; }
.lead .columns { columns: 4; column-gap: 26px; column-rule: 1px solid #bbb; }
.flow { flex: none; columns: 5; column-gap: 26px; column-rule: 1px solid #bbb; }
.flow article { margin-bottom: 14px; padding-bottom: 10px; border-bottom: 1px solid #111; }
.flow header, .flow .photo { break-inside: avoid; break-after: avoid; }
.own { display: grid; border: 1px solid #111; overflow: hidden; background: #fdfcf8; }
.own > * { grid-area: 1 / 1; min-height: 0; } .own img { width: 100%; height: 100%; object-fit: cover; }
.own div { place-self: end center; width: 100%; padding: .4em 1em; text-align: center; background: #fdfcf8; }
.own b { font: 900 var(--size, 30px)/1.4 "Noto Serif CJK SC", serif; letter-spacing: .2em; color: #a3201a; }
.own p { font-size: calc(var(--size, 30px) * .4); }
.refer, .notice { background: #f1ece0; padding: 8px; font-size: .93em; } .refer h2, .notice h2 { font-size: 19px; }
"""

FIT = """() => {
  const main = document.querySelector("main");
  const fits = (size, line) => {
    for (const p of document.querySelectorAll(".columns p")) {
      p.style.fontSize = (p.closest(".photo") ? 0.85 * size : size) + "px";
      p.style.lineHeight = line;
    }
    return main.scrollHeight <= main.clientHeight;
  };
  // Columns are balanced anew for each size, so that a larger one may fit where a smaller did not: all are tried.
  let size = 22, line = 1.75;
  while (size > 8 && !fits(size, 1.5)) size -= 0.1;
  while (line > 1.5 && !fits(size, line)) line -= 0.01;
  fits(size, line);
  // What is left over is the paper's own, as it is in print.
  const used = main.lastElementChild.getBoundingClientRect().bottom;
  const own = document.querySelector(".own");
  const left = main.getBoundingClientRect().bottom - used - 16;
  if (left > 110) { own.style.height = left + "px"; own.style.setProperty("--size", Math.min(64, left / 5) + "px"); }
  else own.remove();
}"""

AREAS = """() => [...document.querySelectorAll("article")].map((article) => {
  const parts = [];
  for (const element of article.querySelectorAll("header, p, img, h3, table")) {
    for (const box of element.getClientRects()) {
      if (box.width < 2 || box.height < 2) continue;
      const same = parts.find((part) => Math.abs(part.left - box.left) < 30 && Math.abs(part.right - box.right) < 30);
      if (same) {
        same.top = Math.min(same.top, box.top); same.bottom = Math.max(same.bottom, box.bottom);
        same.left = Math.min(same.left, box.left); same.right = Math.max(same.right, box.right);
      } else parts.push({left: box.left, top: box.top, right: box.right, bottom: box.bottom});
    }
  }
  return [article.id, parts.map((p) => [p.left - 6, p.top - 4, p.right + 6, p.bottom + 4])];
})"""


def drawn(image: str, folder: Path) -> str:
    """A picture of the edition."""
    data = base64.b64encode((folder / image).read_bytes()).decode()
    return f'<img src="data:image/webp;base64,{data}">'


def clauses(title: str) -> str:
    """A headline whose lines break between its clauses first."""
    return " ".join(f"<span>{html.escape(part)}</span>" for part in title.split(" "))


def article(item: Item, folder: Path, is_lead: bool) -> str:
    """One item as it is set."""
    parts = [f'<p class="kicker">{html.escape(item.kicker)}</p>' if item.kicker else ""]
    parts.append(f"<h2>{clauses(item.title)}</h2>" if item.title_is_printed and item.kind != "photo" else "")
    parts.append(f'<p class="deck">{html.escape(item.deck)}</p>' if item.deck else "")
    parts.append(f'<p class="by">{html.escape(item.byline)}</p>' if item.byline else "")
    header = "".join(parts)
    picture = ""
    if item.image:
        picture = drawn(item.image, folder)
    body = markdown.render(item.body).replace("<h2>", "<h3>").replace("</h2>", "</h3>")
    credit = f"<p>{html.escape(item.credit)}</p>" if item.credit else ""
    word = "见" if item.kind == "refer" else "下转"
    jump = f"<p>（{word}第{item.jump_to}版）</p>" if item.jump_to else ""
    text = f'<div class="columns">{picture}{body}{credit}{jump}</div>'
    kind = f"{item.kind} lead" if is_lead else item.kind
    return (
        f'<article id="i{item.order}" class="{kind}">{f"<header>{header}</header>" if header else ""}{text}</article>'
    )


def document(edition: Edition, page: PageOf, folder: Path) -> str:
    """A page as HTML."""
    items = [item for item in edition.items if item.page == page.number]
    lead = items[0] if items and items[0].kind == "article" and len(items[0].body) > 150 else None
    date = f"{edition.date.year}年{edition.date.month}月{edition.date.day}日"
    folio = f"<p>{date}　第{page.number}版<br>第{edition.issue}期　今日{len(edition.pages)}版</p>"
    first = edition.pages[0].number == page.number
    head = f'<p class="plate">{NAME}</p>{folio}' if first else f"<b>{html.escape(page.name)}</b>{folio}"
    rest = "".join(article(item, folder, False) for item in items if item is not lead)
    top = article(lead, folder, True) if lead else ""
    lines = [line for one in edition.pages for line in one.furniture if "热线" in line]
    pictures = [item.image for item in edition.items if item.image and item.page != page.number]
    shown = pictures[edition.pages.index(page) % len(pictures)]
    own = f'<div class="own">{drawn(shown, folder)}<div><b>{NAME}</b><p>{html.escape(lines[0])}</p></div></div>'
    body = f'<div class="head">{head}</div><main>{top}<div class="flow">{rest}</div></main>{own}'
    return f"<!DOCTYPE html><html lang=zh-Hans><meta charset=utf-8><style>{STYLE}</style><body>{body}</body></html>"


def shoot(browser: Page, edition: Edition, page: PageOf, folder: Path) -> None:
    """Set a page, and write its picture and its page file."""
    browser.set_content(document(edition, page, folder))
    browser.evaluate("() => Promise.all([...document.images].map((one) => one.decode()))")
    browser.evaluate(FIT)
    places = browser.evaluate(AREAS)
    picture = Image.open(io.BytesIO(browser.screenshot())).convert("RGB")
    name = f"images/{picture_name(page.number.file, '.webp')}"
    picture.save(folder / name, "WEBP", quality=62, method=6)
    mine = [item for item in edition.items if item.page == page.number]
    characters = {item.order: len("".join((item.title + item.body).split())) for item in mine}
    areas = []
    for ident, boxes in places:
        order = int(ident[1:])
        polygons = tuple(
            tuple((x / WIDTH, y / HEIGHT) for x, y in ((left, top), (right, top), (right, bottom), (left, bottom)))
            for left, top, right, bottom in boxes
        )
        areas.append(Area(f"{page.number.file}-{order:02d}", polygons, characters[order]))
    areas.sort(key=lambda area: area.item)
    size = (WIDTH * 0.75, HEIGHT * 0.75)
    told = PageFile(page.number.file, *size, "pdf", PagePicture(name, WIDTH, HEIGHT), tuple(areas))
    (folder / page_file_name(page.number.file)).write_text(as_json(told), encoding="utf-8")
    print(f"{folder / name}: {(folder / name).stat().st_size / 1000:.0f} KB, {len(areas)} items", flush=True)


def main() -> int:
    """Set the sample's editions."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=installed(), args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        for date in (dt.date(2025, 4, 18), dt.date(2025, 4, 19)):
            edition, _ = load_edition(ROOT / "content", date)
            for one in edition.pages:
                shoot(page, edition, one, ROOT / "content" / edition_folder(date))
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
