"""What each entry of an item's `review` asks a person to look at, in both languages."""

from __future__ import annotations

REVIEWS: dict[str, tuple[str, str]] = {
    "title-missing": ("No headline was found; the title is the first sentence.", "没有找到标题，暂用首句代替。"),
    "headline-unrelated": (
        "The headline shares no word with the text: check that they belong together.",
        "标题与正文没有共同的词，请核对是否属于同一篇。",
    ),
    "headline-moved": (
        "The headline stood elsewhere on the page: check that it belongs to this text.",
        "标题在版面上的位置离正文较远，请核对。",
    ),
    "headline-parts": (
        "Kicker, headline and deck were hard to tell apart: check the three.",
        "引题、主题、副题不易分清，请核对。",
    ),
    "headline-long": (
        "The headline has many lines: it may hold another item's.",
        "标题行数较多，可能混入了别的稿件的标题。",
    ),
    "breaks-off": ("The text breaks off inside a sentence.", "正文在句中断开，可能缺少后文。"),
    "begins-inside": ("The text begins inside a sentence.", "正文从句中开始，可能缺少前文。"),
    "two-stories": ("The text may be two stories: a byline stands inside it.", "正文中间有署名，可能是两篇稿件。"),
    "short": ("The text is very short: check that it is all there.", "正文很短，请核对是否完整。"),
    "unmarked": (
        "It bears no byline or dateline, as most on this page do: it may belong to another item.",
        "同版多数稿件有电头或署名，这一篇没有：可能属于别的稿件。",
    ),
    "columns": (
        "Its text was put together from columns that stood apart: compare it with the page.",
        "正文由分开的几栏拼成，请对照原版核对。",
    ),
    "notice-title": (
        "The title and the text of the notice may not belong together.",
        "告示的标题与正文可能不是同一则，请核对。",
    ),
    "lone-lines": (
        "Display lines without a text: a refer, or the headline of a story?",
        "单独的标题行：是导读，还是某篇稿件的标题？",
    ),
    "page-jumbled": (
        "Several items of this page are broken: compare this one with the page too.",
        "本版有几篇稿件断开，这一篇也请对照原版核对。",
    ),
}
"""By code, in the order in which an editor would want them."""


def told(code: str) -> tuple[str, str]:
    """What to look at; an entry that an editor made stands for itself."""
    return REVIEWS.get(code, (code, code))
