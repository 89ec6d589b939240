"""The converter as the press calls it."""

from pathlib import Path

import pytest

from scripts.variants import Converter, converter


@pytest.fixture(scope="module")
def tw() -> Converter:
    return converter("zh-Hant-TW", content="/nonexistent")


@pytest.fixture(scope="module")
def hk() -> Converter:
    return converter("zh-Hant-HK", content="/nonexistent")


@pytest.mark.parametrize(
    ("source", "printed"),
    [
        ("全市发制品产业", "全市髮製品產業"),
        ("在调研发制品产业发展时强调", "在調研髮製品產業發展時強調"),
        ("他不了解平台的布局", "他不了解平台的布局"),
        ("他说：“‘三个一批’很好。”", "他說：「『三個一批』很好。」"),
        ("it’s “发展", "it’s “發展"),
        ("头\n发", "頭\n髮"),
        ("-{发}-展与-{zh-hans:软件; zh-hant-tw:軟體; zh-hant-hk:軟件}-", "发展與軟體"),
        ("见 https://例.中国/发展 与 a@b.cn", "見 https://例.中国/发展 與 a@b.cn"),
        ("后\0后\ud800后", "後\0後\ud800後"),
    ],
)
def test_text_in_taiwan(tw: Converter, source: str, printed: str) -> None:
    assert tw.text(source) == printed


def test_text_in_hong_kong_is_set_as_papers_there_set_it(hk: Converter) -> None:
    assert hk.text("群众税户温峰说卫里面，着力") == "群眾稅戶溫峰說衛裏面，着力"


def test_words_cut_by_tags_are_converted_whole_and_markup_stays(tw: Converter) -> None:
    html = (
        '<p>头<em>发</em>“<code>发展</code>”<a href="/发展/" title="发展">发\n展</a><img src="发.jpg" alt="头发"></p>'
        '<p lang="ja">发</p><p translate="no">发</p><pre>发</pre><p lang="zh-CN">发展</p>'
    )
    assert tw.html(html) == (
        '<p>頭<em>髮</em>「<code>发展</code>」<a href="/发展/" title="發展">發\n展</a><img src="发.jpg" alt="頭髮"></p>'
        '<p lang="ja">发</p><p translate="no">发</p><pre>发</pre><p lang="zh-CN">發展</p>'
    )


def test_the_papers_own_variant_only_loses_the_marks() -> None:
    own = converter("zh-Hans", content="/nonexistent")
    assert own.text("“-{发}-展”与-{zh-hans:软件; zh-hant-tw:軟體}-") == "“发展”与软件"


def test_traditional_papers_get_a_simplified_variant_and_each_others() -> None:
    assert converter("zh-Hans", "zh-Hant-HK").text("「『了解』頭髮」裏面") == "“‘了解’头发”里面"
    assert converter("zh-Hant-TW", "zh-Hant-HK").text("着手裏面") == "著手裡面"
    assert converter("zh-Hant-HK", "zh-Hant-TW").text("著手裡面") == "着手裏面"


def test_an_edition_prepared_reads_as_item_by_item(tw: Converter) -> None:
    pages = ["<p>记者于洋报道</p>\n<p>“头发”</p>\n", "<p>于洋流中\0</p>", "<p>发<em>展</em></p>", "<p>增长发展</p>\n"]
    alone = [tw.html(page) for page in pages]
    tw.prepare(pages)
    assert [tw.html(page) for page in pages] == alone


def test_many_texts_at_once_are_each_as_alone(tw: Converter) -> None:
    texts = ["头发", "", "“发展", "”干部\n\n后\n来"]
    assert tw.texts(texts) == [tw.text(text) for text in texts]


def test_a_text_that_opencc_makes_longer_moves_no_other(tw: Converter, monkeypatch: pytest.MonkeyPatch) -> None:
    """OpenCC converts many texts at once, and each is cut off by its own length."""
    by_opencc = Converter._by_opencc
    monkeypatch.setattr(Converter, "_by_opencc", lambda self, text: by_opencc(self, text).replace("發展", "發！展"))
    texts = ["增长发展\n里面", "头发", "发展"]
    alone = [tw.text(text) for text in texts]
    assert alone == ["增長發展\n裡面", "頭髮", "發展"]
    assert tw.texts(texts) == alone
    pages = [f"<p>{text}</p>" for text in texts]
    apart = [tw.html(page) for page in pages]
    tw.prepare(pages)
    assert [tw.html(page) for page in pages] == apart


def test_of_two_reworded_entries_the_longer_one_holds(tmp_path: Path) -> None:
    lines = ["source\tzh-Hant", "软件\t電腦軟體", "软件包\t套裝軟體程式", "大软件\t大型電腦軟體"]
    (tmp_path / "glossary.tsv").write_text("\n".join(lines) + "\n", "utf-8")
    tw = converter("zh-Hant-TW", content=tmp_path)
    assert tw.text("他装了软件包，又装了软件。") == "他裝了套裝軟體程式，又裝了電腦軟體。"
