"""An edition as EPUB 3.3: a document a page, contents and a list of printed pages, pictures, accessibility metadata.

The bytes follow from the edition alone: entries in a fixed order, at one time, `mimetype` first and stored (OCF 4.3).
Identifiers are the edition's tag URI. Traditional editions can be had in vertical setting too: another file, because
the direction of turning pages is the whole book's. No font is carried; the reader's own is asked for by language.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterator

from markupsafe import escape

from scripts.edition import urls
from scripts.edition.label import Label
from scripts.press.items.texts import EditionSource
from scripts.press.outputs.epub_parts import CONTAINER, STYLE, VERTICAL, document, nav, ncx, package
from scripts.press.outputs.epub_pictures import PACKED, BookPictures, type_of
from scripts.press.outputs.feeds import tag
from scripts.press.outputs.leaves import leaf, page_title, section_title
from scripts.press.outputs.times import corrected
from scripts.press.render.desk import Desk
from scripts.press.render.downloads import book_url
from scripts.press.render.views import EditionView, PageView, SiteFile

_TIME = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip file can hold."""


def horizontal(desk: Desk, edition: EditionView, source: EditionSource) -> Iterator[SiteFile]:
    """The edition as a book."""
    yield book_url(edition.day.date), _book(desk, edition, source, "")


def vertical(desk: Desk, edition: EditionView, source: EditionSource) -> Iterator[SiteFile]:
    """The edition as a book set vertically, for traditional variants."""
    if "Hant" in desk.variant:
        yield book_url(edition.day.date, vertical=True), _book(desk, edition, source, VERTICAL)


def _book(desk: Desk, edition: EditionView, source: EditionSource, style: str) -> bytes:
    date, lang = edition.day.date, desk.site.lang
    pictures = BookPictures(desk.file_href(date, ""), source.picture)
    title = f"{desk.site.name} {edition.day.text}"
    pages = [(f"page-{page.number.file}.xhtml", page) for page in edition.pages]
    documents = {name: document(lang, page_title(page), _page(desk, page, pictures)) for name, page in pages}
    changes = [correction.day.date for page in edition.pages for item in page.items for correction in item.corrections]
    kind = "-vertical" if style else ""
    contents = [
        (name, page.number, page.label, page_title(page), [(f"i{item.order}", item.title) for item in page.items])
        for name, page in pages
    ]
    sheet = edition.pages[0].sheet if edition.pages else None
    cover = pictures.best(sheet.plain) if sheet else None
    identifier = tag(desk, date, urls.edition_url(date)) + kind
    by_label = {row[1]: row for row in contents}
    sections = [
        (section_title(desk, section), [by_label[page.number] for page in section.pages])
        for section in edition.sections
    ]
    files: dict[str, str | bytes] = {
        "EPUB/style.css": STYLE + style,
        "EPUB/nav.xhtml": nav(desk, title, contents, sections),
        "EPUB/toc.ncx": ncx(identifier, title, contents),
        **{f"EPUB/{name}": text for name, text in documents.items()},
        **{f"EPUB/{name}": pictures.files[name] for name in sorted(pictures.files)},
    }
    files["EPUB/package.opf"] = package(
        desk,
        identifier=identifier,
        title=title,
        date=date,
        modified=corrected(desk.paper.zone, date, changes).astimezone(dt.UTC),
        address=desk.absolute(edition.url) if desk.paper.address else "",
        documents=list(documents),
        pictures=[(name, type_of(name)) for name in sorted(pictures.files)],
        is_vertical=bool(style),
        cover=cover or "",
    )
    return _zip({"META-INF/container.xml": CONTAINER, **files})


def _zip(files: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as book:
        entries: list[tuple[str, str | bytes]] = [("mimetype", "application/epub+zip"), *files.items()]
        for name, content in entries:
            info = zipfile.ZipInfo(name, _TIME)
            info.create_system = 3
            info.external_attr = 0o644 << 16
            stored = name == "mimetype" or name.endswith(PACKED)
            info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            book.writestr(info, content)
    return out.getvalue()


def _page(desk: Desk, page: PageView, pictures: BookPictures) -> str:
    mark = f'<span epub:type="pagebreak" role="doc-pagebreak" id="p{page.number}" aria-label="{page.label}"></span>'
    items = leaf(desk, page, _place, pictures.markup)
    return f"{mark}\n<h1>{escape(page_title(page))}</h1>\n{items}"


def _place(page: Label, order: int) -> str:
    return f"page-{page.file}.xhtml#i{order}"
