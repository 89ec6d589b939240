"""Words cut in the wrong place, and the ones that are right after all."""

import pytest

from scripts.variants import Converter, converter


@pytest.fixture(scope="module")
def tw() -> Converter:
    return converter("zh-Hant-TW", content="/nonexistent")


@pytest.mark.parametrize(
    ("source", "printed"),
    [
        ("增长发展", "增長發展"),
        ("团结发展不断发表", "團結發展不斷發表"),
        ("全国历史", "全國歷史"),
        ("国家具有", "國家具有"),
        ("强调表示", "強調表示"),
        ("一个中国原则", "一個中國原則"),
        ("新征程", "新征程"),
        ("没有只要", "沒有只要"),
        ("飞机制造", "飛機製造"),
        ("方面包括", "方面包括"),
        ("今天干部", "今天幹部"),
        ("每天后来", "每天後來"),
        ("用干毛刷扫", "用乾毛刷掃"),
        ("获签合同", "獲簽合同"),
        ("中央广播电视总台", "中央廣播電視總台"),
        ("单方面免签。", "單方面免簽。"),
        ("总统博里奇", "總統博里奇"),
        ("战略伙伴关系", "戰略夥伴關係"),
        ("对于单位", "對於單位"),
        ("是个中学生", "是個中學生"),
        ("潮湿的湿地", "潮濕的濕地"),
    ],
)
def test_a_word_cut_in_the_wrong_place_is_mended(tw: Converter, source: str, printed: str) -> None:
    assert tw.text(source) == printed


@pytest.mark.parametrize(
    ("source", "printed"),
    [
        ("理发行业", "理髮行業"),
        ("假发生产", "假髮生產"),
        ("头发生长", "頭髮生長"),
        ("手表面", "手錶面"),
        ("体制造成", "體制造成"),
        ("机制作用", "機制作用"),
        ("若干部门", "若干部門"),
        ("皇后来了", "皇后來了"),
        ("两只老虎", "兩隻老虎"),
        ("台风路径", "颱風路徑"),
        ("树干裂开", "樹幹裂開"),
        ("面包店", "麵包店"),
        ("脑海里", "腦海裡"),
        ("负责制造", "負責製造"),
        ("绘制空白图形", "繪製空白圖形"),
        ("控制图形", "控制圖形"),
        ("线性回归分析", "線性迴歸分析"),
        ("标签名称", "標籤名稱"),
        ("头发生动", "頭髮生動"),
        ("个中滋味", "箇中滋味"),
        ("宦官干政", "宦官干政"),
    ],
)
def test_what_was_right_stays(tw: Converter, source: str, printed: str) -> None:
    assert tw.text(source) == printed


def test_hong_kong_prints_some_words_its_own_way() -> None:
    hk = converter("zh-Hant-HK", content="/nonexistent")
    assert hk.text("各区负责人参加，尽快扎根，尽管挨打") == "各區負責人參加，盡快紮根，儘管捱打"


@pytest.mark.parametrize("source", ["zh-Hant-TW", "zh-Hant-HK", "zh-Hant"])
def test_traditional_text_becomes_what_the_mainland_writes(source: str) -> None:
    hans = converter("zh-Hans", source, content="/nonexistent")
    assert hans.text("他看著原著，著名作家拿著書") == "他看着原著，著名作家拿着书"
    assert hans.text("結帳、帳篷、座標、想像、妳們揹著姪子") == "结账、帐篷、坐标、想象、你们背着侄子"
