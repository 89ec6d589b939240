"""How an edition is set on paper: A4, Song type, two columns of 23 characters under headlines that span them."""

from __future__ import annotations

FONTS = {
    "zh-Hans": '"Noto Serif CJK SC", "Noto Serif SC", "Source Han Serif SC", "Songti SC", STSong, SimSun, serif',
    "zh-Hant": '"Noto Serif CJK TC", "Noto Serif TC", "Source Han Serif TC", "Songti TC", PMingLiU, serif',
    "zh-Hant-TW": '"Noto Serif CJK TC", "Noto Serif TC", "Source Han Serif TC", "Songti TC", PMingLiU, serif',
    "zh-Hant-HK": '"Noto Serif CJK HK", "Noto Serif HK", "Source Han Serif HC", "Songti TC", PMingLiU, serif',
}
"""By language: each draws its own forms and sets punctuation where its readers want it."""

_SHEET = """
@page {
  size: A4; margin: 18mm 16mm 16mm;
  @top-left { content: string(paper); font-size: 8.5pt; }
  @top-right { content: string(page, first); font-size: 8.5pt; }
  @top-center { content: ""; }
  @bottom-center { content: counter(page) " / " counter(pages); font-size: 8.5pt; }
}
@page :first { margin-top: 14mm; @top-left { content: none } @top-right { content: none } }
html { font: 10.5pt/1.7 FONTS; hyphens: none; }
body { margin: 0; }
p, h1, h2, h3, h4, figure, ol, ul { margin: 0; padding: 0; }
.running { string-set: paper content(); height: 0; overflow: hidden; font-size: 0; bookmark-level: none; }
#plate { border-bottom: 2.5pt double #000; text-align: center; padding-bottom: 2mm; }
.name { font-size: 38pt; font-weight: 700; line-height: 1.25; letter-spacing: .12em; }
.folio { font-size: 9pt; }
.folio span { margin: 0 .6em; }
nav { border-bottom: .5pt solid #000; padding: 1.5mm 0; font-size: 9pt; text-align: center; }
nav li { display: inline; list-style: none; margin: 0 .7em; }
nav li li { margin: 0 .5em; }
nav ol ol { display: inline; }
nav a::after { content: " " target-counter(attr(href url), page); }
a { color: inherit; text-decoration: none; }
/* Pages of the paper follow each other on a sheet: most are shorter than one. */
h1 { string-set: page content(); font-size: 12pt; padding: .8mm 0; margin: 7mm 0 4mm; }
h1 { border-top: 2pt solid #000; border-bottom: .5pt solid #000; }
section:first-of-type h1 { margin-top: 4mm; }
section > article:last-child { margin-bottom: 0; border-bottom: 0; }
h1 { break-after: avoid; bookmark-level: 1; }
h2 { font-size: 17pt; line-height: 1.35; text-align: center; bookmark-level: 2; }
h3, h4, h5, h6 { font-size: 11pt; text-align: center; margin: .7em 0 .3em; break-after: avoid; bookmark-level: none; }
article { margin-bottom: 6mm; border-bottom: .3pt solid #777; padding-bottom: 4mm; }
article > header { break-inside: avoid; break-after: avoid; margin-bottom: 2.5mm; text-align: center; }
article.notice h2, article.refer h2 { font-size: 12pt; }
article.refer { margin-bottom: 2mm; padding-bottom: 1mm; }
article.photo .text { columns: 1; font-size: 9pt; }
.kicker, .deck { font-size: 11pt; }
.byline, figcaption, .jump { font-size: 9pt; }
.text { columns: 2; column-gap: 21.5pt; text-align: justify; orphans: 2; widows: 2; }
.text > p { text-indent: 2em; }
.text ol, .text ul { margin-left: 2em; }
figure { text-align: center; margin-bottom: 3mm; break-inside: avoid; }
img { max-width: 100%; max-height: 78mm; }
table { border-collapse: collapse; font-size: 9pt; margin: 2mm auto; break-inside: avoid; }
.text > .signed { text-align: right; text-indent: 0; }
.number, .end { text-align: right; }
.center { text-align: center; }
th, td { border: .3pt solid #777; padding: .8mm 1.5mm; }
.jump { text-align: right; }
footer { font-size: 9pt; text-align: center; }
"""


def style(lang: str) -> str:
    """The style sheet for one variant."""
    return _SHEET.replace("FONTS", FONTS[lang])
