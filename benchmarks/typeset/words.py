"""Invented places, people and firms, and the small template language of the topic files.

`{who}` is a value that stays the same through one story, `{a|b}` one of several, `{12-80}` a number in a range.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from random import Random

SURNAMES = (
    "陈林郑吴周许沈韩杨朱秦尤何吕施张孔曹严金魏陶姜谢邹柏章云苏潘葛范彭鲁韦昌马苗方任"
    "袁柳史唐费岑薛雷贺倪汤罗毕郝安常乐于傅卞齐康伍余顾孟黄穆萧尹姚邵汪祁毛"
)
DOUBLE_SURNAMES = ("欧阳", "上官", "司马", "诸葛")
_GIVEN = """
守田 春生 桂兰 明川 思源 雨桐 若水 向东 立秋 望舒 景行 怀谷 长河 月娥 云帆 一诺 子衿 佩兰 松涛 小满
国栋 淑芬 爱华 建业 广厦 文轩 梓萱 海棠 石头 禾苗 青山 远航 亦凡 志强 丽娟 秀云 铁柱 俊杰 晓燕 新宇
德厚 承志 采薇 令仪 知行 玉成 永年 可欣 静 岚 澄 磊 帆 敏 越 宁 舟 沐 晴 峻
"""
GIVEN = tuple(_GIVEN.split())
CITIES = ("青泽市", "澜江市", "云梧市", "临岳市", "东堤市", "沙汀市", "柏原市", "望海市")
COUNTIES = ("云川县", "石溪县", "南陵县", "白杨县", "古渡县", "清漪县", "长塘县", "岐岭县")
DISTRICTS = ("柳浦区", "鼓山区", "新港区", "北苑区", "桃园区", "江湾区", "河东区", "锦屏区")
TOWNS = ("大营镇", "双桥镇", "水口镇", "梅林镇", "石门乡", "渡头镇", "青柳乡", "三岔镇")
VILLAGES = ("前洼村", "柳树屯村", "上河村", "梨花峪村", "石磨村", "杏树坪村", "小南庄村", "北沟村")
STREETS = ("望江路", "和平街", "书院巷", "鼓楼大街", "滨河路", "解放路", "梧桐路", "纺织南路", "学府街", "槐荫路")
COMMUNITIES = ("槐树里社区", "锦绣社区", "江声社区", "纺织新村社区", "长虹社区", "杏林社区", "书香里社区")
RIVERS = ("清漪河", "黑水河", "白石溪", "柳叶江", "沙河")
FIRMS = ("远山农业公司", "恒达机械厂", "青禾食品公司", "星火精密公司", "蓝湾新材料公司", "飞渡物流集团", "百川电子公司")
SCHOOLS = ("实验小学", "育才中学", "望江路小学", "第三中学", "双桥镇中心小学", "职业技术学院", "师范学院附属中学")
HOSPITALS = ("市第一人民医院", "市中医院", "市妇幼保健院", "江湾区人民医院")
COUNTRIES = ("卡兰尼亚", "东萨里", "美隆", "佩特兰", "纳维亚群岛")
CAPITALS = ("卡兰堡", "萨里城", "美隆城", "佩特拉斯", "新纳维")

_SLOT = re.compile(r"\{([^{}]*)\}")
_RANGE = re.compile(r"(\d+)-(\d+)")
_LISTS: dict[str, tuple[str, ...]] = {
    "city": CITIES,
    "county": COUNTIES,
    "district": DISTRICTS,
    "town": TOWNS,
    "village": VILLAGES,
    "street": STREETS,
    "community": COMMUNITIES,
    "river": RIVERS,
    "firm": FIRMS,
    "school": SCHOOLS,
    "hospital": HOSPITALS,
    "country": COUNTRIES,
    "capital": CAPITALS,
}


def person(random: Random) -> str:
    """An invented name; one in forty has a surname of two characters."""
    surname = random.choice(DOUBLE_SURNAMES) if random.random() < 0.025 else random.choice(SURNAMES)
    return surname + random.choice(GIVEN)


def people(random: Random, count: int) -> tuple[str, ...]:
    """`count` different names."""
    found: dict[str, None] = {}
    while len(found) < count:
        found[person(random)] = None
    return tuple(found)


@dataclass
class Vocabulary:
    """The names of one story: each is drawn when first asked for and then stays.

    Numbers and choices of a headline stay too (`fix`), so that the story says what its headline does.
    """

    random: Random
    date: dt.date
    known: dict[str, str] = field(default_factory=dict)
    fixed: dict[str, str] = field(default_factory=dict)

    def value(self, slot: str) -> str:
        """What stands for `{slot}`; a final digit asks for another of the kind (`who2`)."""
        if slot in self.fixed:
            return self.fixed[slot]
        if "|" in slot:
            return self.random.choice(slot.split("|"))
        if found := _RANGE.fullmatch(slot):
            return str(self.random.randint(int(found[1]), int(found[2])))
        if slot not in self.known:
            kind = slot.rstrip("0123456789")
            if kind in ("who", "chief"):
                fresh = person(self.random)
            elif kind == "md":
                day = self.date - dt.timedelta(days=self.random.choice((0, 1, 1, 2)))
                fresh = f"{day.month}月{day.day}日"
            else:
                taken = {v for k, v in self.known.items() if k.rstrip("0123456789") == kind}
                fresh = self.random.choice([v for v in _LISTS[kind] if v not in taken])
            self.known[slot] = fresh
        return self.known[slot]

    def fill(self, template: str) -> str:
        """The template with every slot filled in."""
        return _SLOT.sub(lambda m: self.value(m[1]), template)

    def fix(self, template: str) -> str:
        """The same, and its numbers and choices hold for the whole story."""
        for slot in _SLOT.findall(template):
            self.fixed[slot] = self.value(slot)
        return self.fill(template)
