"""Neighbouring items that words of the trade join, part or name otherwise: rules over a whole reading.

A photo's title above its caption, a bulleted brief with its headline before a space, the second poem of 诗二首, the
imprint under the nameplate: each is told by the words of a line and by what stands on the next. A rule holds for any
reader but a person.
"""

from __future__ import annotations

from scripts.pagetext import headlines, parting, referlines
from scripts.pagetext.reading import Reading
from scripts.pagetext.readingrules import ReadingRule, applied
from scripts.pagetext.texts import Texts

RULES: tuple[ReadingRule, ...] = (
    ReadingRule("imprint", "乙巳年十月初九 / 中共某县委机关报", referlines.imprint),
    ReadingRule(
        "deck-below-headline", "渡口大桥通车 / 全长1,200米　双向四车道 / 本报讯", headlines.deck_below_headline
    ),
    ReadingRule("refer-of-one-line", "▶副刊：白龙江的冬天 4版", referlines.refer_of_one_line),
    ReadingRule("glued-refers", "教授退而不休 ……3版 / 运动会夺十二金 ……4版", referlines.glued_refers),
    ReadingRule("crosshead-series", "求学：三次北上 / 任教：写满黑板", headlines.crosshead_series),
    ReadingRule("notice-date", "特此公告。 / 某某大学 / 2025年11月26日", parting.notice_date),
    ReadingRule(
        "headline-below-series", "【青春面对面】 / 休学一年，值吗？ / 路遥远休学一年。", headlines.headline_below_series
    ),
    ReadingRule("enacting-deck", "常务委员名单 / （2024年12月26日市政协六届四次会议通过）", headlines.enacting_deck),
    ReadingRule("photo-title", "渔港新貌 / 昨日，游客在渔港观光。本报记者 甲 摄", headlines.photo_title),
    ReadingRule("briefs", "●两条公交线路调整 因道路施工，18路临时改道。", parting.briefs),
    ReadingRule("ornaments", "■市图书馆新馆试运行", referlines.ornaments),
    ReadingRule("without-text", "□ 本报评论员 / 把“最后一公里”走通 / 水到田头，才算修通。", parting.without_text),
    ReadingRule("further-poems", "冬夜（外一首） / 雪落在屋顶上 / 炉火 / 你把一根柴", parting.further_poems),
)
"""In the order in which they are applied."""


def settle(reading: Reading, texts: Texts) -> Reading:
    """The reading with every rule applied; what a person read stays as it is."""
    return applied(RULES, reading, texts)
