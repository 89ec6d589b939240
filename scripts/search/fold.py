"""Which characters count as one in search: the table of traditional and simplified forms, made from OpenCC.

Text is indexed in simplified characters, whatever the paper prints, and a query's characters are folded alike, so one
index serves every variant. Most traditional forms have one simplified form and are folded on both sides. Some have
several or are simplified forms too (乾 is 干 in 餅乾 and 乾 in 乾隆): those stay as they are in text, and a query
tries each form. The same table says how a simplified text most likely looks in a traditional variant, so that only
what differs from that need be stored for each item.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from scripts.variants.house import FORMS

VOCABULARY: Mapping[str, str] = {
    "軟體": "软件", "硬體": "硬件", "網路": "网络", "網際網路": "互联网", "伺服器": "服务器", "滑鼠": "鼠标",
    "螢幕": "屏幕", "記憶體": "内存", "硬碟": "硬盘", "光碟": "光盘", "隨身碟": "U盘", "晶片": "芯片",
    "積體電路": "集成电路", "資訊科技": "信息技术", "資料庫": "数据库", "作業系統": "操作系统",
    "程式設計": "编程", "程式語言": "编程语言", "演算法": "算法", "人工智慧": "人工智能", "智慧財產權": "知识产权",
    "行動電話": "移动电话", "簡訊": "短信", "視訊": "视频", "影片": "视频", "數位": "数字", "奈米": "纳米",
    "雷射": "激光", "太空梭": "航天飞机", "超音波": "超声波", "塑膠": "塑料", "計程車": "出租车", "腳踏車": "自行车",
    "捷運": "地铁", "速食麵": "方便面", "泡麵": "方便面", "榴槤": "榴莲", "冰棒": "冰棍", "愛滋病": "艾滋病",
    "白血球": "白细胞", "紅血球": "红细胞", "胺基酸": "氨基酸", "憂鬱症": "抑郁症", "自閉症": "孤独症",
    "義大利": "意大利", "紐西蘭": "新西兰", "寮國": "老挝", "衣索比亞": "埃塞俄比亚", "肯亞": "肯尼亚",
    "坦尚尼亞": "坦桑尼亚", "奈及利亞": "尼日利亚", "尚比亞": "赞比亚", "辛巴威": "津巴布韦", "波札那": "博茨瓦纳",
    "莫三比克": "莫桑比克", "象牙海岸": "科特迪瓦", "突尼西亞": "突尼斯", "沙烏地阿拉伯": "沙特阿拉伯",
    "葉門": "也门", "卡達": "卡塔尔", "汶萊": "文莱", "馬爾地夫": "马尔代夫", "喬治亞": "格鲁吉亚",
    "亞塞拜然": "阿塞拜疆", "塞普勒斯": "塞浦路斯", "克羅埃西亞": "克罗地亚", "斯洛維尼亞": "斯洛文尼亚",
    "列支敦斯登": "列支敦士登", "瓜地馬拉": "危地马拉", "宏都拉斯": "洪都拉斯", "厄瓜多": "厄瓜多尔",
    "萬那杜": "瓦努阿图", "帛琉": "帕劳", "歐巴馬": "奥巴马", "賓士": "奔驰", "蕭邦": "肖邦",
}  # fmt: skip
"""Words that are other words on the mainland, for readers who type their own; short, because each widens a search."""

QUOTES: Mapping[str, str] = {"“": "「", "”": "」", "‘": "『", "’": "』"}
"""What a variant in traditional script prints for the quotes of simplified text."""

_Dictionaries = Mapping[str, Mapping[str, list[str]]]
_DICTIONARIES = (
    "STCharacters", "STPhrases", "TSCharacters", "TSPhrases", "TWVariants", "HKVariants",
)  # fmt: skip
_AS_THEY_ARE = frozenset("待座像俱哩")
"""Characters that OpenCC lists as traditional forms for a few old phrases; simplified text is full of them."""

_ALIGNED = 3
"""How many of OpenCC's phrases must write a pair before it counts; fewer are single names and set phrases."""


@dataclass(frozen=True, slots=True)
class Fold:
    """The table. All characters are single code points.

    `single` maps a traditional form to its only simplified form; `several` gives the simplified forms of the others,
    the likeliest first, itself among them where simplified text has it too. `phrases` maps traditional words to
    simplified ones that no choice of characters gives. `forward` maps a simplified character to its usual traditional
    form, and `regional` what a variant prints instead of that.
    """

    single: Mapping[str, str]
    several: Mapping[str, tuple[str, ...]]
    phrases: Mapping[str, str]
    forward: Mapping[str, str]
    regional: Mapping[str, Mapping[str, str]]

    def predict(self, text: str, source: str, variant: str) -> str:
        """How `text` of the variant `source` most likely looks in `variant`, character by character."""
        if source == variant or (source != "zh-Hans" and variant != "zh-Hans"):
            return text
        if variant == "zh-Hans":
            return "".join(self.single.get(c) or self.several.get(c, (c,))[0] for c in text)
        regional = self.regional.get(variant, {})
        return "".join(regional.get(f := self.forward.get(c, c), f) for c in text)

    def compact(self) -> dict[str, object]:
        """For the browser: pairs as runs of characters, which compress well."""
        default = {s: t for t, s in sorted(self.single.items(), reverse=True)}
        return {
            "from": "".join(sorted(self.single)),
            "to": "".join(self.single[t] for t in sorted(self.single)),
            "several": " ".join(t + "".join(self.several[t]) for t in sorted(self.several)),
            "phrases": " ".join(f"{t}={s}" for t, s in sorted(self.phrases.items())),
            "forward": "".join(
                s + self.forward.get(s, s)
                for s in sorted({*self.forward, *default})
                if self.forward.get(s, s) != default.get(s, s)
            ),
            "regional": {
                variant: "".join(t + v for t, v in sorted(table.items())) for variant, table in self.regional.items()
            },
        }


@cache
def fold() -> Fold:
    """The table of the installed OpenCC."""
    sources = {name: dictionary(name) for name in _DICTIONARIES}
    candidates = _candidates(sources)
    written = Counter(c for phrase in sources["STPhrases"] for c in phrase)
    single: dict[str, str] = {}
    several: dict[str, tuple[str, ...]] = {}
    for traditional, forms in candidates.items():
        if traditional in _AS_THEY_ARE or not (_encodes(traditional, "big5hkscs") or _encodes(traditional, "gbk")):
            continue
        first, *others = dict.fromkeys(forms)
        kept = [first, *(form for form in others if form == traditional or _encodes(form, "gb2312"))]
        if traditional not in kept and (traditional in sources["STCharacters"] or written[traditional] >= _ALIGNED):
            kept.append(traditional)
        if kept == [traditional]:
            continue
        if len(kept) == 1:
            single[traditional] = kept[0]
        else:
            several[traditional] = tuple(kept)
    forward = {s: forms[0] for s, forms in sources["STCharacters"].items() if _encodes(s, "gb2312") and forms[0] != s}
    return Fold(single, several, _phrases(sources, single, several), forward, _regional(sources))


def _regional(sources: _Dictionaries) -> dict[str, dict[str, str]]:
    """What each variant prints for OpenCC's standard forms: its region's, but the house's own before them."""
    tables: dict[str, dict[str, str]] = {v: {**QUOTES, **forms} for v, forms in FORMS.items() if v != "zh-Hans"}
    for variant, name in (("zh-Hant-TW", "TWVariants"), ("zh-Hant-HK", "HKVariants")):
        tables[variant] = {t: forms[0] for t, forms in sources[name].items() if len(t) == 1} | tables[variant]
    return {variant: {t: f for t, f in table.items() if t != f} for variant, table in tables.items()}


def _encodes(character: str, charset: str) -> bool:
    """Whether a character belongs to a script's common characters, as the script's first character sets list them."""
    try:
        character.encode(charset)
    except UnicodeEncodeError:
        return False
    return True


def _candidates(sources: _Dictionaries) -> dict[str, list[str]]:
    candidates: dict[str, list[str]] = {}
    for traditional, forms in sources["TSCharacters"].items():
        if len(traditional) == 1:
            candidates.setdefault(traditional, []).extend(form for form in forms if len(form) == 1)
    for simplified, forms in sources["STCharacters"].items():
        for form in forms:
            if form != simplified and len(form) == len(simplified) == 1:
                candidates.setdefault(form, []).append(simplified)
    aligned: Counter[tuple[str, str]] = Counter()
    for phrase, forms in sources["STPhrases"].items():
        if len(forms[0]) == len(phrase):
            aligned.update((t, s) for s, t in zip(phrase, forms[0], strict=True) if s != t)
    for (traditional, simplified), count in sorted(aligned.items()):
        if count >= _ALIGNED and (traditional in candidates or not _encodes(traditional, "gb2312")):
            candidates.setdefault(traditional, []).append(simplified)
    regional = [
        (t, form) for name in ("TWVariants", "HKVariants") for t, forms in sources[name].items() for form in forms
    ]
    for standard, form in [*regional, *(pair for table in FORMS.values() for pair in table.items())]:
        if form != standard and len(form) == len(standard) == 1:
            candidates.setdefault(form, []).extend(candidates.get(standard, [standard]))
    return candidates


def _phrases(
    sources: _Dictionaries, single: Mapping[str, str], several: Mapping[str, tuple[str, ...]]
) -> dict[str, str]:
    """Traditional words whose simplified form no choice of characters gives, and our own vocabulary."""
    listed = sources["TSPhrases"]

    def gives(traditional: str, simplified: str) -> bool:
        if len(traditional) != len(simplified):
            return False
        pairs = zip(traditional, simplified, strict=True)
        return all(s == (single.get(t) or t) or s in several.get(t, ()) for t, s in pairs)

    words = [(t, form) for t, forms in listed.items() for form in forms]
    words += [(forms[0], s) for s, forms in sources["STPhrases"].items() if all(_encodes(c, "gb2312") for c in s)]
    extra = {t: s for t, s in reversed(words) if len(t) > 1 and t != s and not gives(t, s)}
    for table in _regional(sources).values():
        extra |= {printed: s for t, s in extra.items() if (printed := "".join(table.get(c, c) for c in t)) not in extra}
    return {t: s for t, s in extra.items() if not any(t[i:j] in extra for i, j in _inside(len(t)))} | dict(VOCABULARY)


def _inside(length: int) -> list[tuple[int, int]]:
    """Start and end of each shorter part of two or more characters."""
    return [(i, j) for i in range(length) for j in range(i + 2, length + 1) if j - i < length]


def dictionary(name: str) -> dict[str, list[str]]:
    """One of OpenCC's sources as text, read by its own tool."""
    import opencc

    home = Path(str(opencc.__file__)).parent / "clib"
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "dictionary.txt"
        source = home / "share" / "opencc" / f"{name}.ocd2"
        tool = next(home.glob("bin/opencc_dict*"))
        command = [str(tool), "-i", str(source), "-o", str(out), "-f", "ocd2", "-t", "text"]
        subprocess.run(command, check=True, capture_output=True)
        rows = (line.split("\t") for line in out.read_text("utf-8").splitlines() if "\t" in line)
        return {key: values.split(" ") for key, values in rows}
