"""How much of a text is made of characters common in Chinese news, which tells a right decoding from a wrong one.

The 300 commonest characters of 7,900 news articles in simplified script, which make 69 % of their Han characters, and
the traditional forms of these. A text that is decoded wrongly has them by chance: under 12 %.
"""

from __future__ import annotations

import re

_SIMPLIFIED = (
    "的国中人发在和新会大全一展作年进业动地同平化方民日为以建加主出要行实力了家强成共高合近重等部工习关推持产对上总多开生政代党体时设有表个长区来是现军务经不天能员面机系增议提好月今领文量美各定前理到委十示"
    "央深两保统制我战将续通斯治坚市记入交正学心目社色更法向水度书安运次席场用济基与自造利道海际期创万下分于公导俄特指科事外技过第称质北式调明流当施点路资数立性程活局举南克农这电联域西应乌题项带步间义本界就"
    "组内改升世列企相协击报村规护比们三问已支快防决台精信五服源打任最华团四品二育达稳得广江金放门从互巴元取略东物院引球计布首亿结后集届断之京游研并小城标情位级革空队者态供亚里构及装众消超山据落完传意优着群"
)
_TRADITIONAL = (
    "國發會進業動為實強習關產對總開黨體時設個長區來現軍務經員機議領兩統戰將續堅記學書運場濟與際創萬於導過稱質調當點資數舉農這電聯應烏題項帶間義組內協擊報規護們問決臺華團達穩廣門從東計億結後屆斷遊並標級隊態"
    "亞構裝眾據傳優著裡"
)
FAMILIAR = frozenset(_SIMPLIFIED + _TRADITIONAL)

_KANA = re.compile(r"[\u3041-\u3096\u30a1-\u30fa\u30fc]")
_HANGUL = re.compile(
    r"[이다는의을에가고를은한하로지사대들도인기자해서있시정어그나일리부수과아제보장여전게만조스라공원상으주년했성국와것구비]"
)
"""The commonest syllables alone: decoded as Korean, simplified Chinese is syllables through and through."""
_COUNTED = re.compile(
    r"[^\x00-\x7f\s\u00a0-\u00bf\u2010-\u2027\u2030-\u205e\u3000-\u303f\uff01-\uff65\u25a0-\u25ff\u2160-\u216b\u2460-\u2473]"
)
"""Characters that say something about a decoding: neither ASCII nor marks that many encodings share."""


def familiar_share(text: str, script: str = "han") -> float | None:
    """The share of familiar characters among those that tell something, from 0 to 1; None where none does.

    `script` is `han`, or `kana` or `hangul`, whose letters are then as familiar as Han characters that are common.
    """
    counted = _COUNTED.findall(text)
    if not counted:
        return None
    known = sum(char in FAMILIAR for char in counted)
    if script != "han":
        known += sum(map(bool, map((_KANA if script == "kana" else _HANGUL).match, counted)))
    return known / len(counted)
