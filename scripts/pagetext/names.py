"""People's names: which strings can be one, and where a run of them without spaces comes apart."""

from __future__ import annotations

import re

_SINGLE = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏"
    "钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
    "庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐沿梅莫庄辛管祝左涂谷祁时舒耿牟卜肖詹关苗"
    "凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边辜吉饶刁瞿戚丘古米池"
    "滕晋苑邬臧畅宫来嵺苟全褚廉简娄盖符奚木穆党燕郎邸冀谈姬屠连郜晏栾郁商蒙计喻揭窦迟宇敖糜鄢冷卓花仇艾蓝都巩稽郦雍却"
    "璩桑濮扈郏浦尚农别晁勾融那冒阙东郗咸籍隆乐芮羿储汲邴松井富巫乌焦巴弓牧隗山宓蓬班仰秋仲伊暴甘钭厉戎祖束幸韶付代闫"
    # traditional forms
    "張陳楊趙黃吳孫馬羅鄭謝韓馮於蕭鄧許傅蘇盧蔣賈葉閻餘鍾薑範譚鄒陸顧龍萬錢湯喬賀賴龔龐蘭顏嚴溫蘆魯韋畢聶叢齊莊管"
    "塗時關淩費紀歐項陽衛鮑單寧閔車邊饒瞿鄔暢宮婁蓋穆黨郜欒鬱計竇遲鞏酈卻農別東樂儲烏厲祖張劉呂後岑區駱勞霍葵鄺譚冼佘麥"
    "骆麦邝岑区云"
)
_UNUSUAL = (
    "卞湛狄贝伏茅麻危虞支昝裘缪应宗宣贲杭诸钮嵇滑荣羊惠封蓟宿蒲邰从鄂索蔺胥闻莘贡逄扶堵寿茹习宦容慎戈庾暨居衡步满匡"
    "寇禄沃蔚师訾阚沙鞠丰巢蒯荆竺权逯桓仝岳楚亓肇佟郄亢况卿练门银原战赫初雒鹿呼信云昌"
    "貝應榮從貢壽諸鈕繆聞滿師闞豐荊權習嶽況練門銀戰雲"
)
"""Surnames that are ordinary words too: with two characters behind them they make a name, with one a word."""
_DOUBLE = (
    "欧阳 歐陽 司马 司馬 上官 诸葛 諸葛 东方 東方 皇甫 尉迟 尉遲 公孙 公孫 慕容 令狐 宇文 长孙 長孫 司徒 夏侯 轩辕 "
    "端木 呼延 南宫 西门 澹台 拓跋 独孤 鲜于 钟离 闻人 申屠 淳于 单于 太史 公冶"
)
_OLD_NEW = dict(
    zip(
        "張劉陳楊趙黃吳孫馬羅宋鄭謝韓馮於蕭鄧許蘇盧蔣賈葉閻鍾薑範譚鄒陸顧龍萬錢湯賀賴龔龐蘭顏嚴溫蘆魯韋畢聶叢齊莊關費紀歐項陽衛鮑單寧車邊饒鄔",
        "张刘陈杨赵黄吴孙马罗宋郑谢韩冯于萧邓许苏卢蒋贾叶阎钟姜范谭邹陆顾龙万钱汤贺赖龚庞兰颜严温芦鲁韦毕聂丛齐庄关费纪欧项阳卫鲍单宁车边饶邬",
        strict=True,
    )
)
_RANK = {char: rank for rank, char in reversed(list(enumerate(_SINGLE)))}
_RANK |= {old: _RANK[new] for old, new in _OLD_NEW.items()}
"""Surnames by how common they are, the commonest first (the order of the list above); both scripts alike."""
_COMMON = frozenset(_SINGLE[: _SINGLE.index("凌")])
_TRADITIONAL = frozenset(_SINGLE[_SINGLE.index("張") :])
_ODD = frozenset(_UNUSUAL) - frozenset(_SINGLE)
SURNAMES = frozenset(_SINGLE) | _ODD
"""The surnames of nearly all Chinese bylines, in both scripts (the Hundred Family Surnames and today's common ones)."""
COMPOUND = frozenset(_DOUBLE.split())

_LIKE_NAMES = (
    "时间 時間 时代 時代 时光 時光 高温 高溫 高考 高速 高校 高铁 高鐵 安全 安排 方法 方案 方面 方向 程序 金融 "
    "金价 金價 温度 溫度 任务 任務 任何 万元 萬元 万人 萬人 万民 萬民 毛利 白天 常见 常見 常委 康复 康復 江湖 "
    "江南 马路 馬路 马上 馬上 石油 田野 田间 田間 夏季 夏天 秋季 秋天 秋收 雷电 雷電 花园 花園 花卉 成本 成长 "
    "成長 平安 管理 管道 计划 計劃 计算 計算 全民 全国 全國 全市 单位 單位 单车 單車 连线 連線 连续 連續 解放 "
    "解读 解讀 左右 古城 古镇 古鎮 水平 明天 明年 谈话 談話 温暖 溫暖 项目 項目 路线 路線 游客 遊客 池塘 查询 "
    "查詢 展望 向往 易于 黄金 黃金 黄河 黃河 白菜 黄瓜 黃瓜 牛奶 米价 农业 農業 农村 農村 农民 農民 宁静 部门 "
    "部門 经济 經濟 文化 文明 文艺 文藝 文章 文件 文物 华人 華人 古代 应急 應急 终于 於是 关于 關於 关注 關注 "
    "容易 满意 滿意 支持 荣誉 榮譽 权威 權威 习惯 習慣 沙漠 居民 师生 師生"
)
_WORDS = frozenset(_LIKE_NAMES.split())
"""Words that begin as names do; longer words that begin with them are no names either (时间表)."""
_HAN_NAME = re.compile("[\u3400-\u9fff·]+")


def name_cost(token: str) -> float:
    """Cost of reading `token` as one name: 0 for a surname with one or two characters, higher for rarer shapes."""
    size = len(token)
    if not _HAN_NAME.fullmatch(token) or size < 2:
        return 9.0
    if token[:2] in COMPOUND and 3 <= size <= 4:
        return 0.0
    if token[:2] in _WORDS:
        return 3.0
    if token[0] in SURNAMES:
        rare = 0.0 if token[0] in _COMMON or token[0] in _TRADITIONAL else 0.6
        if size == 2 and token[0] in _ODD:
            rare = 1.0
        return rare + {2: 0.2, 3: 0.0, 4: 1.5}.get(size, 6.0)
    if "·" in token[1:-1]:
        return 0.5
    return {2: 2.0, 3: 2.0, 4: 3.0}.get(size, 7.0)


def _rarity(surname: str) -> float:
    """A little for a rare surname: it decides between 史雪|梅郝伟 and 史雪梅|郝伟."""
    return 0.001 * _RANK.get(surname, 400)


def is_name(token: str) -> bool:
    """Whether `token` looks like the full name of one person."""
    return name_cost(token) < 1.0


def split_run(run: str) -> tuple[str, ...]:
    """The names in a run of Han characters without spaces, by the cheapest cut (dynamic programme)."""
    size = len(run)
    if size <= 3:
        return (run,)
    cost = [0.0] + [1e9] * size
    cut = [0] * (size + 1)
    for end in range(2, size + 1):
        for start in range(max(0, end - 4), end - 1):
            value = cost[start] + name_cost(run[start:end]) + _rarity(run[start]) + 0.3
            if value < cost[end]:
                cost[end], cut[end] = value, start
    if cost[size] >= 6.0:
        return (run,)
    out: list[str] = []
    while size:
        out.append(run[cut[size] : size])
        size = cut[size]
    return tuple(reversed(out))


def split_names(text: str, *, spaced: bool = False) -> tuple[str, ...]:
    """Names in `text`, which separates them by spaces, 、 or ， or not at all.

    `spaced` says that single characters between spaces are parts of names (letter-spacing), as in 王 利 辉.
    """
    out: list[str] = []
    for part in re.split(r"[、，,/／;；|｜]+", text.strip()):
        tokens = part.split()
        if spaced and all(len(t) == 1 for t in tokens):
            tokens = ["".join(tokens)]
        merged: list[str] = []
        for token in tokens:
            lone = len(token) == 1 and merged and len(merged[-1]) == 1
            if lone:
                merged[-1] += token
            else:
                merged.append(token)
        for token in merged:
            out.extend(split_run(token) if len(token) >= 4 and token[:2] not in COMPOUND else (token,))
    return tuple(n for n in out if n)
