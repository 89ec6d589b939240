"""Names put into sentences: surnames that OpenCC may break, given names and sentences of our own, by the thousand.

The sentences are of many kinds: reporters, officials, sportsmen, the people next door, lists, credits.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

SURNAMES = "于后种占干郁朴范岳游余涂咸采丑沈钟姜谷胡周朱曲"
GIVEN = (
    *re.findall(
        "..",
        "志浩根深建国秀英文轩梓涵晓东丽华德福海燕永强小明雅琴春生立新俊杰桂兰振华天佑子涵明远佳琪国栋玉梅大勇"
        "思雨成林学军宝山金花",
    ),
    *"伟敏磊娜静斌洋鹏芳刚",
)
SENTENCES = (
    "市委书记{}主持会议并讲话。",
    "会上，{}就做好春耕工作提出要求。",
    "本报讯（记者{}）昨日上午，全市项目建设推进会召开。",
    "（{} 摄）",
    "图为村民{}在采摘草莓。",
    "{}说，这几年日子越过越好。",
    "“我当时没想那么多。”{}告诉记者。",
    "据{}介绍，该项目总投资三亿元。",
    "在{}看来，坚持比什么都重要。",
    "我和{}是大学同学。",
    "主教练{}赛后表示满意。",
    "第63分钟，{}头球破门，将比分扳平。",
    "出席会议的有王建军、{}、刘海涛等。",
    "{}、李强、赵敏三人获一等奖。",
    "昨天，记者见到了{}的母亲。",
    "经过努力，{}终于考上了大学。",
    "67岁的{}住在城东社区。",
    "老人名叫{}，今年八十岁。",
    "我国选手{}以9比7获胜，夺得冠军。",
    "法官{}认为，双方都有责任。",
    "会议由{}主持。",
    "大家一致推选{}为村主任。",
    "民警{}和同事赶到现场。",
    "{}教授的研究成果发表在国际期刊上。",
    "感谢{}医生救了我的命！",
    "2010年，{}大学毕业后回乡创业。",
    "{}的家里收拾得很干净。",
    "责编：{}",
    "□ 本报记者 {} 通讯员 张伟",
    "编辑 {} 校对 李丽",
    "{}（右）为学生讲解。",
    "她的丈夫{}常年在外打工。",
    "李明与{}共同完成了这项设计。",
    "向{}同志学习！",
    "著名画家{}近日来我市采风。",
    "颁奖仪式上，{}激动得流下眼泪。",
    "刚到门口，{}就听见屋里的笑声。",
    "双打组合{}/陈晨晋级决赛。",
    "县人大常委会副主任{}宣读了决定。",
    "死者{}，男，42岁，本市人。",
)


def probes(each: int = 8, seed: int = 1) -> Iterator[tuple[str, str]]:
    """Sentence and name: each surname in each sentence with some of the given names."""
    chance = random.Random(seed)
    for surname in SURNAMES:
        for sentence in SENTENCES:
            for given in chance.sample(GIVEN, each):
                yield sentence.format(surname + given), surname + given
