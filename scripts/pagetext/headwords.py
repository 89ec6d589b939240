"""What the words of a display line say of its role in a head: kicker, deck, or the label of a column."""

from __future__ import annotations

import re

SAYS = re.compile(
    r"(?:强调|強調|指出|要求|提出|宣布|宣佈)$|系列(?:报道|報道|報導|評論|评论|访谈)|[（(]?之[一二三四五六七八九十]+[）)]?$"
    r"|^[市省县縣区區州全国國]{0,2}(?:委|人大|政协|政協|政府|纪委|国务院|國務院)[^，]{0,8}(?:召开|召開|视察|視察|调研|調研|审议|審議|举行|舉行)"
    r"|主持(?:召开|召開)|[·•].{2,12}篇$"
)
"""Ends of a line that names the occasion or the series: a kicker's."""
LABEL = re.compile(
    r"(?:专栏|專欄|追踪|追蹤|见闻|見聞|特稿|专访|專訪|观察|觀察|纪事|紀事|进行时|進行時|快讯|快訊|评论|評論|解读|解讀"
    r"|报道|報道|報導|专题|專題|专报|專報|在行动|在行動|调研行|調研行|前沿|速递|速遞|直通车|直通車|脉搏|脈搏|榜样|榜樣|风采|風采"
    r"|手记|手記|札记|札記|巡礼|巡禮|掠影|连线|連線|现场|現場|热点|熱點|焦点|焦點|话题|話題|突发|突發|要闻|要聞|视点|視點|聚焦"
    r"|调查|調查|追问|追問|说法|說法|故事|之窗|档案|檔案|一线|一線|回眸|回访|回訪|身边|身邊|走基层|走基層|时评|時評|短评|短評|广角|廣角)$"
    r"|^(?:聚焦|关注|關注|直击|直擊|走进|走進)"
)
"""Words of a label over a headline: a column, a series, a kind of story."""
DECK_WORDS = re.compile(
    r"(?:出席|参加|參加|陪同|列席|致辞|致辭)(?:会议|會議|活动|活動|调研|調研|座谈|座談|仪式|儀式)?$|(?:出席|参加|參加|陪同).{0,12}(?:调研|調研|会议|會議|活动|活動)$"
    r"|(?:发表|發表|作).{0,6}(?:讲话|講話|致辞|致辭|报告|報告)$|实地(?:察看|查看|调研)|^记.{4,}|^記.{4,}|(?:侧记|側記|综述|綜述|纪实|紀實|采访记|採訪記|述评|述評|纪行|紀行)$|^(?:涉及|专家|專家|预计|預計|首日|力争|力爭|目标|目標)"
    r"|^\d+(?:个|個)?(?:部门|部門|单位|單位|省|市)|\d+(?:个|個)?(?:方面|成|项|項)$"
)
"""Words of a line that adds who came, how many, what follows: a deck's."""
DASHES = ("——", "──", "—", "－－", "--")


def is_deck(text: str) -> bool:
    """Whether a line says by its words that it is a deck."""
    return text.startswith(DASHES) or bool(DECK_WORDS.search(text))


def is_kicker(text: str) -> bool:
    """Whether a line says by its words that it is a kicker."""
    return bool(SAYS.search(text) or (LABEL.search(text) and len(text) <= 12))
