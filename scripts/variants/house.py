"""The forms newspapers print where OpenCC's regional tables follow a standard that papers do not.

Hong Kong's papers set type in Big5 and print 說 戶 溫 衛 稅, where OpenCC gives the forms of the education bureau's
list (説 户 温 衞 税); 群 峰 麵 床, where it gives none. Taiwan's papers print 台, 污 and 岩. A paper that wants others
says so, character by character, in its glossary.
"""

from __future__ import annotations

from collections.abc import Mapping

from scripts.variants.lang import Variant

_BOTH = "羣群 峯峰 麪麵 牀床 爲為 衆眾 啓啟 脣唇 僞偽 喫吃 祕秘 纔才 竈灶 糉粽 巖岩 硷鹼 孃娘 嫺嫻"
"""OpenCC's standard form, then what both regions print."""

_TW = "臺台 污污 汙污 賬帳 溼濕 濕濕 硅矽"

_HK = (
    "悅悅 慍慍 戶戶 榲榲 氳氳 脫脫 蛻蛻 說說 稅稅 縕縕 兌兌 妝妝 媼媼 醞醞 銳銳 閱閱 鰮鰮 敘敘 敍敘 溫溫 臥臥"
    " 衛衛 蘊蘊 豔艷 簷簷 檐簷 韁韁 繮韁 釐厘 鑑鑒"
)


_HANS = "揹背 伕夫 簷檐 妳你 牠它 衹只 痲麻 砲炮 勗勖 銲焊 瞇眯 姪侄 踫碰 犂犁 毎每 紥扎 櫈凳 枱台 痺痹"
"""What traditional text writes with a character that the mainland has given up, and OpenCC leaves."""


def _halves(words: str) -> dict[str, str]:
    return {pair[: len(pair) // 2]: pair[len(pair) // 2 :] for pair in words.split()}


FORMS: Mapping[Variant, Mapping[str, str]] = {
    "zh-Hans": _halves(_HANS),
    "zh-Hant": _halves(_BOTH) | _halves(_TW),
    "zh-Hant-TW": _halves(_BOTH) | _halves(_TW),
    "zh-Hant-HK": _halves(_BOTH) | _halves(_HK),
}
"""For each variant: a character as OpenCC's first step gives it, and as the house prints it."""

_WORDS = (
    "瞭解了解 佈局布局 衚衕胡同 傢俱家具 閤眼合眼 發黴發霉 黴爛霉爛 鬨搶哄搶 休慼休戚"
    " 哀慼哀戚 彙集匯集 彙報匯報 摺合折合 一目瞭然一目了然"
)

_WORDS_TW = "捱打挨打 紮根扎根 紮實扎實"

_WORDS_HK = "鍛鍊鍛煉 項鍊項鏈 黴菌霉菌"

WORDS: Mapping[Variant, Mapping[str, str]] = {
    "zh-Hans": {},
    "zh-Hant": _halves(_WORDS) | _halves(_WORDS_TW),
    "zh-Hant-TW": _halves(_WORDS) | _halves(_WORDS_TW),
    "zh-Hant-HK": _halves(_WORDS) | _halves(_WORDS_HK),
}
"""For each variant: a word as OpenCC spells it, and as papers print it, wherever OpenCC's own words hold it."""
