"""The parts of an EPUB that are much the same in every book: package, navigation, documents' frame, style."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from markupsafe import escape

from scripts.edition.label import Label
from scripts.press.render.desk import Desk

Contents = Sequence[tuple[str, Label, str, str, Sequence[tuple[str, str]]]]
"""Of each page: its document, its label, that as printed, its title, and its items' ids and headlines."""

Sections = Sequence[tuple[str, Contents]]
"""Of each section: its name ("" for pages without letters), and its pages."""

CONTAINER = """<?xml version="1.0" encoding="UTF-8"?>
<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""

STYLE = """html { line-break: strict; text-spacing-trim: trim-start; }
@supports not (-webkit-nbsp-mode: space) { html { text-autospace: normal; } }
body { line-height: 1.8; text-align: justify; }
h1, h2, h3, h4 { line-height: 1.4; text-align: start; break-after: avoid; }
h1 { font-size: 1.2em; border-block-end: 1px solid; }
h2 { font-size: 1.4em; margin-block: .2em; }
article p { margin: 0; }
.text > p { text-indent: 2em; }
.kicker, .deck, .byline, figcaption { font-size: .9em; }
.jump, .signed, .number, .end { text-align: end; }
.signed { text-indent: 0; }
article { margin-block: 2em; }
figure { margin: 1em 0; }
img { max-width: 100%; max-height: 100%; }
table { border-collapse: collapse; font-size: .9em; }
th, td { border: 1px solid; padding: .2em .5em; }
"""

VERTICAL = """html { writing-mode: vertical-rl; -epub-writing-mode: vertical-rl; -webkit-writing-mode: vertical-rl; }
body { text-orientation: mixed; }
"""

_ACCESS = (
    ("accessMode", "textual"),
    ("accessModeSufficient", "textual"),
    ("accessibilityFeature", "structuralNavigation"),
    ("accessibilityFeature", "tableOfContents"),
    ("accessibilityFeature", "pageBreakMarkers"),
    ("accessibilityFeature", "pageNavigation"),
    ("accessibilityFeature", "readingOrder"),
    ("accessibilityFeature", "displayTransformability"),
    ("accessibilityHazard", "none"),
)
"""What schema.org's accessibility vocabulary says of every edition (EPUB Accessibility 1.1, 2)."""


def document(lang: str, title: str, body: str) -> str:
    """One XHTML document."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" '
        f'lang="{lang}" xml:lang="{lang}">\n<head>\n<meta charset="utf-8"/>\n<title>{escape(title)}</title>\n'
        f'<link rel="stylesheet" type="text/css" href="style.css"/>\n</head>\n<body>\n{body}</body>\n</html>\n'
    )


def _section(name: str, pages: str) -> str:
    return f"<li><span>{escape(name)}</span><ol>\n{pages}</ol></li>\n" if name else pages


def _pages(contents: Contents) -> str:
    return "".join(
        f'<li><a href="{name}">{escape(page)}</a>'
        + (
            "<ol>\n"
            + "".join(f'<li><a href="{name}#{place}">{escape(text)}</a></li>\n' for place, text in items)
            + "</ol>"
            if items
            else ""
        )
        + "</li>\n"
        for name, _, _, page, items in contents
    )


def nav(desk: Desk, title: str, contents: Contents, sections: Sections = ()) -> str:
    """Contents by page (in sections, where there are some), landmarks, and the list of printed pages."""
    toc = "".join(_section(name, _pages(part)) for name, part in sections) or _pages(contents)
    first = contents[0][0] if contents else "nav.xhtml"
    words = desk.phrase("目录"), desk.phrase("正文"), desk.phrase("版次")
    pages = "".join(f'<li><a href="{name}#p{number}">{label}</a></li>' for name, number, label, _, _ in contents)
    body = (
        f'<nav epub:type="toc" role="doc-toc" id="toc"><h1>{escape(title)}</h1>\n<ol>\n{toc}</ol></nav>\n'
        f'<nav epub:type="landmarks" hidden="hidden"><ol><li><a epub:type="toc" href="#toc">{words[0]}</a></li>'
        f'<li><a epub:type="bodymatter" href="{first}">{words[1]}</a></li></ol></nav>\n'
        f'<nav epub:type="page-list" role="doc-pagelist" hidden="hidden"><h2>{words[2]}</h2><ol>{pages}</ol></nav>\n'
    )
    return document(desk.site.lang, title, body)


def ncx(identifier: str, title: str, contents: Contents) -> str:
    """Contents for programs older than EPUB 3: NCX (OPF 2.0.1, 2.4.1)."""
    points, order = [], 0
    for name, _, _, page, items in contents:
        order += 1
        points.append(f'<navPoint id="n{order}" playOrder="{order}"><navLabel><text>{escape(page)}</text></navLabel>')
        points.append(f'<content src="{name}"/>')
        for place, text in items:
            order += 1
            label = f"<navLabel><text>{escape(text)}</text></navLabel>"
            at = f'<content src="{name}#{place}"/>'
            points.append(f'<navPoint id="n{order}" playOrder="{order}">{label}{at}</navPoint>')
        points.append("</navPoint>\n")
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1">\n'
        f'<head><meta name="dtb:uid" content="{escape(identifier)}"/></head>\n'
        f"<docTitle><text>{escape(title)}</text></docTitle>\n<navMap>\n{''.join(points)}</navMap>\n</ncx>\n"
    )


def package(
    desk: Desk,
    *,
    identifier: str,
    title: str,
    date: dt.date,
    modified: dt.datetime,
    address: str,
    documents: Sequence[str],
    pictures: Sequence[tuple[str, str]],
    is_vertical: bool,
    cover: str = "",
) -> str:
    """The package document: metadata, manifest and reading order; `cover` is the file name of the cover picture."""
    lang, paper = desk.site.lang, escape(desk.site.name)
    summary = desk.phrase("按版面编排的一期报纸，可由目录和版次到达每一版、每一篇。")
    access = [*_ACCESS, *([("accessMode", "visual"), ("accessibilityFeature", "alternativeText")] if pictures else [])]
    metas = "".join(f'<meta property="schema:{name}">{value}</meta>\n' for name, value in access)
    source = f"<dc:source>{escape(address)}</dc:source>\n" if address else ""
    covers = ' properties="cover-image"'
    items = "".join(
        f'<item id="d{at}" href="{name}" media-type="application/xhtml+xml"/>\n' for at, name in enumerate(documents)
    )
    items += "".join(
        f'<item id="g{at}" href="{name}" media-type="{kind}"{covers if name == cover else ""}/>\n'
        for at, (name, kind) in enumerate(pictures)
    )
    for at, (name, _) in enumerate(pictures):
        metas += f'<meta name="cover" content="g{at}"/>\n' if name == cover else ""  # for programs older than EPUB 3
    spine = "".join(f'<itemref idref="d{at}"/>' for at, _ in enumerate(documents))
    direction = "rtl" if is_vertical else "ltr"
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="{lang}">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">{escape(identifier)}</dc:identifier>
<dc:title>{escape(title)}</dc:title>
<dc:language>{lang}</dc:language>
<dc:creator>{paper}</dc:creator>
<dc:publisher>{paper}</dc:publisher>
<dc:date>{date.isoformat()}</dc:date>
<dc:type>newspaper</dc:type>
{source}<meta property="dcterms:modified">{modified:%Y-%m-%dT%H:%M:%SZ}</meta>
<meta property="belongs-to-collection" id="paper">{paper}</meta>
<meta refines="#paper" property="collection-type">series</meta>
<meta property="pageBreakSource">{paper} {date.isoformat()}</meta>
{metas}<meta property="schema:accessibilitySummary">{summary}</meta>
</metadata>
<manifest>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>
<item id="style" href="style.css" media-type="text/css"/>
{items}</manifest>
<spine toc="ncx" page-progression-direction="{direction}"><itemref idref="nav" linear="no"/>{spine}</spine>
</package>
"""
