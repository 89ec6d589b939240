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
    ],
)
def test_what_was_right_stays(tw: Converter, source: str, printed: str) -> None:
    assert tw.text(source) == printed
