"""An edition as a PDF to print, through WeasyPrint: nameplate, contents, and every page's items in columns.

Made only when asked for (`pdf` in PRODUCERS_ON): it takes seconds an edition, WeasyPrint with the system's Pango
(requirements-print.txt), and a font with Chinese. Headlines are bookmarks and the text is tagged (PDF/UA-1), fonts are
embedded. The same edition, versions and fonts give the same bytes. Nothing is fetched: pictures are those of the
edition, and addresses in page text lead to nothing that is loaded.
"""

from __future__ import annotations

import base64
import io
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from markupsafe import escape

from scripts.edition.catalogue import words
from scripts.edition.label import Label
from scripts.press.items.texts import EditionSource
from scripts.press.outputs.epub_pictures import BookPictures, type_of
from scripts.press.outputs.feeds import tag
from scripts.press.outputs.leaves import leaf, page_title, section_title
from scripts.press.outputs.pdf_style import style
from scripts.press.outputs.times import corrected
from scripts.press.render.desk import Desk
from scripts.press.render.downloads import pdf_url
from scripts.press.render.views import EditionView, PageView, SectionView, SiteFile
from scripts.press.settingshape import SettingsError


def printed(desk: Desk, edition: EditionView, source: EditionSource) -> Iterator[SiteFile]:
    """The edition to print; a preview has none. Raises SettingsError where what it needs is not there."""
    if desk.paper.preview:
        return
    _weasyprint()  # says what is missing before any work is done
    identifier = tag(desk, edition.day.date, pdf_url(edition.day.date))
    yield pdf_url(edition.day.date), _set(html(desk, edition, source), style(desk.site.lang), identifier)


def html(desk: Desk, edition: EditionView, source: EditionSource) -> str:
    """The document that is set: one section a page of the newspaper."""
    pictures = BookPictures(desk.file_href(edition.day.date, ""), source.picture)

    def picture(src: str, alt: str) -> str | None:
        name = pictures.best(src)
        if name is None:
            return None
        kind, data = _for_paper(type_of(name), pictures.files[name])
        return f'<img src="data:{kind};base64,{base64.b64encode(data).decode()}" alt="{escape(alt)}">'

    title = f"{desk.site.name} {edition.day.text}"
    changes = [correction.day.date for page in edition.pages for item in page.items for correction in item.corrections]
    created, changed = (corrected(desk.paper.zone, edition.day.date, days).isoformat() for days in ((), changes))
    folio = [edition.day.text, edition.day.weekday, edition.day.lunar]
    folio += [f"第{edition.issue}期"] if edition.issue else []
    folio += [f"本期{len(edition.pages)}版"]
    contents = "".join(_section(desk, section) for section in edition.sections) or _contents(edition.pages)
    sections = "".join(
        f'<section id="p{page.number}">\n<h1>{escape(page_title(page))}</h1>\n'
        f"{leaf(desk, page, _place, picture)}</section>\n"
        for page in edition.pages
    )
    address = f"<p>{escape(desk.absolute(edition.url))}</p>" if desk.paper.address else ""
    return (
        f'<!DOCTYPE html>\n<html lang="{desk.site.lang}"><head><meta charset="utf-8"><title>{escape(title)}</title>\n'
        f'<meta name="author" content="{escape(desk.site.name)}">\n'
        f'<meta name="dcterms.created" content="{created}"><meta name="dcterms.modified" content="{changed}">\n'
        f"</head><body>\n<header id=plate><p class=name>{escape(desk.site.name)}</p>\n"
        f"<p class=folio>{' '.join(f'<span>{escape(part)}</span>' for part in folio if part)}</p></header>\n"
        f"<p class=running>{escape(title)}</p><nav><ol>{contents}</ol></nav>\n{sections}"
        f"<footer>{address}</footer></body></html>\n"
    )


def _for_paper(kind: str, data: bytes) -> tuple[str, bytes]:
    """A picture as a PDF holds it well: WebP, which it would hold uncompressed, as JPEG on white."""
    if kind != "image/webp":
        return kind, data
    from PIL import Image, UnidentifiedImageError

    out = io.BytesIO()
    try:
        image = Image.open(io.BytesIO(data)).convert("RGBA")
    except (UnidentifiedImageError, OSError):
        return kind, data
    white = Image.new("RGBA", image.size, "white")
    Image.alpha_composite(white, image).convert("RGB").save(out, "JPEG", quality=90, optimize=True)
    return "image/jpeg", out.getvalue()


def _section(desk: Desk, section: SectionView) -> str:
    pages, title = _contents(section.pages), section_title(desk, section)
    return f"<li><b>{escape(title)}</b><ol>{pages}</ol></li>" if title else pages


def _contents(pages: Iterable[PageView]) -> str:
    return "".join(f'<li><a href="#p{page.number}">{escape(page_title(page))}</a></li>' for page in pages)


def _place(page: Label, order: int) -> str:
    return f"#i{page}-{order}"


def _set(text: str, sheet: str, identifier: str) -> bytes:
    weasyprint = _weasyprint()
    fetcher = weasyprint.urls.URLFetcher(allowed_protocols=("data",), allow_redirects=False)
    document = weasyprint.HTML(string=text, url_fetcher=fetcher)
    out = io.BytesIO()
    document.write_pdf(
        out,
        stylesheets=[weasyprint.CSS(string=sheet, url_fetcher=fetcher)],
        pdf_variant="pdf/ua-1",
        pdf_identifier=identifier.encode(),
    )
    return out.getvalue()


@cache
def _weasyprint() -> Any:
    """The library, where it and a Chinese font are there. Raises SettingsError."""
    try:
        import weasyprint  # type: ignore[import-untyped]
    except (ImportError, OSError) as error:
        raise SettingsError(words("pdf-needs", error=error)) from None
    if shutil.which("fc-list"):
        fonts = subprocess.run(["fc-list", ":lang=zh", "family"], capture_output=True, text=True, check=False).stdout
        if not fonts.strip():
            raise SettingsError(words("pdf-font"))
    return weasyprint
