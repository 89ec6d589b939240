"""Words that OpenCC cut in the wrong place, recognised by what cannot occur in traditional text, and corrected.

OpenCC takes the longest word it knows from the left: 增长发展 holds 长发 (long hair), so it prints 增長髮展. It knows
some fifty thousand such words and no others, so this happens wherever a common word meets another. But 髮展 is no word
in any text. Each line of the table names a character, what it may not stand before (or after), and what it is then.
Lookaheads that begin with `(?!` keep the cases where it is right after all (理髮行業, 手錶面).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from scripts.variants.house import WORDS
from scripts.variants.lang import Variant, is_traditional


@dataclass(frozen=True, slots=True)
class Mend:
    """A character that is wrong before `after` unless the text before it ends in `unless`; `right` replaces it.

    `behind` is what must stand before it, `where` the one variant it is for.
    """

    wrong: str
    right: str
    after: str
    unless: str = ""
    behind: str = ""
    where: Variant | None = None


MENDS: tuple[Mend, ...] = (
    Mend(
        "髮",
        "發",
        "展(?!示)|現(?!狀)|生(?![產意長活根動出])|言|表(?!演)|[佈布]|揮|出(?![現來油])|達(?!人)|動(?!人)|射|育|行(?!業)|明(?![顯志])|起|掘"
        "|放(?!下)|光(?![澤滑亮])|覺|電|揚|抖|送|給|作|病(?<!脫髮病)|[洩泄]|源|祥|熱|酵|力|貨|奮|來|往|自|感|狀態|了(?!型)|問|聲|函|車|票|改|證|帖|燒|愁|達|信人|佈會",
        "(?:[白黑滿的]頭)",
    ),
    Mend("髮", "發", "(?![辮型飾髻])", behind="編"),
    Mend("髮", "發", "(?![水劑靈液素膏精片油產])", behind="生"),
    Mend("發", "髮", "廊"),
    Mend("發", "髮", "型(?!號)", "[開研激引觸爆多併偶散新迸]"),
    Mend("曆", "歷", "史"),
    Mend("曆", "歷", "代(?!表)|來|時|任|經(?!書)|程|屆|盡|練|年來", "[農陰陽舊公西夏]"),
    Mend("錶", "表", "示(?!數)|現|明|演|達|決|情|態|述|彰|層|[哥皮妹揚白率弟姐姊叔姑]|格"),
    Mend("錶", "表", "面", "[手鐘腕名懷]"),
    Mend("錶", "表", "面", behind="(?:著名|雙手|伸手|對手|選手|歌手|一名)"),
    Mend("麴", "曲", "[折線調目藝阜解面風]"),
    Mend("睏", "困", "難"),
    Mend("檯", "台", "[上下前階]", "[櫃講灶窗吧球檯]"),
    Mend("谷", "穀", "[物子]", "[山幽河硅矽峽]"),
    Mend("捲", "卷", "", behind=r"[第\d上中下][一二三四五六七八九十\d]"),
    Mend("製", "制", "度(?!數|過)|約|訂|止|導|裁|服(?!裝)|式|高點|衡|空權|海權|憲"),
    Mend("製", "制", "定(?![型額位])", "[研複]"),
    Mend("製", "制", "成(?:為|立|功|效|熟)", behind="[體機限改法專管控強抑節學院]"),
    Mend("制", "製", "[的作成品]", behind="自"),
    Mend(
        "制",
        "製",
        "[種氫氧氮熱漿鞋衣帽磚瓦瓷茶酒醋醬砂硅矽版鹽碱鹼酸板芯毒冰雪霜香筆墨琴粉紙膜絲粒胚坯餅糕麵扇傘販售曲麴皂燭蠟乳奶罐筒管爐鋼鐵鋁銅釘針](?![種])|程(?!序|度)|[備取]",
        "[控限抑體機編管專強節學規建公民帝約抵禁宰牽遏定改軍稅幣律禮舊新年級員份軌責任聘票薪分季輪院會時日雙三反克壓轄創擬統受有無承包權目點位工作等王君憲包負一種全多此該]",
    ),
    Mend("制", "製", "(?=[的了著過、，。])", behind="[私雕]"),
    Mend("制", "製", "[砂炭]", behind="機"),
    Mend(
        "制", "製", "造(?!成(?!本)|就|福|勢|假|謠)|品|藥|劑|冷|片人|假(?!期|度|日)|圖|陶|糖|革(?!命|新)|備", "[控限抑]"
    ),
    Mend("制", "製", "作(?![用為業戰風了])|成(?!為|立|功|效|熟|本|就|了|員|績|果|長|分)", "[體機限改編法專管控強抑節]"),
    Mend(
        "制",
        "製",
        "作(?![用為業戰風])|成(?![為立功效熟就了員績果長分])|品",
        behind="(?:具體|加強|方法|辦法|無法|手法|飛機|手機|主機|相機|司機|電機|增強)",
    ),
    Mend("製", "制", "(?![造作])", behind="責"),
    Mend(
        "隻", "只", "要|見|能|好|是|得(?!到)|怕|不過|管|顧|求|用|當|有", r"[一二兩三四五六七八九十百千萬幾這那每整數\d]"
    ),
    Mend(
        "隻",
        "只",
        "要|見|能|好|是|得(?!到)|怕|不過|有",
        behind="(?:[之第統唯逐]一|第[二三四五六七八九十]|調整|完整|[多少人次]數)",
    ),
    Mend("箇", "個", "中[國醫學年式間小型央層西餐華等外東亞文心場產級期介午秋藥部斷樞轉程]"),
    Mend("箇", "個", "", behind=r"[一二兩三四五六七八九十百千萬億幾每這那各整某單多數半首哪\d]"),
    Mend("俱", "具", "有|體|備", behind="傢"),
    Mend("傢", "家", "[俱具][有體備]|什麼|[私俬](?:人|營|有|下|企|家|自|募|房|立)"),
    Mend("俬", "私", "人|營|有|下|企|家|自|募|立"),
    Mend("盡", "儘", "管(?!道)", "[竭詳費除耗]"),
    Mend("盡", "儘", "量(?!級)|快(?!樂)|可能|早|速", "[竭詳費除耗]", where="zh-Hant-TW"),
    Mend("儘", "盡", "量|快|可能|早|速", where="zh-Hant-HK"),
    Mend("蔘", "參", ""),
    Mend("瞭", "了", "", behind="[指闡表說聲證標講寫註注點查言申文發判光天黎挑載昆]明"),
    Mend("瞭", "了", "如(?!指掌)|然後"),
    Mend("昇", "升", "[職級值溫任遷學高降]"),
    Mend("昇", "升", "", behind="[回上攀拉提晉抬]"),
    Mend("併", "並", "[為成不沒無]|力[爭求推圖]|發[揮展表佈布動起給]", "[合歸兼吞]"),
    Mend("齣", "出", "(?![\u4e00-\u9fff「《]{0,6}[戲劇])|[戲劇][院場]"),
    Mend("出", "齣", "(?:話|京|折子|好|大|小|名|悲|喜|鬧|新|歷史)?[戲劇](?![院場])", behind="[這那一兩幾每三四五]"),
    Mend("隻", "只", "[提講剩空佔賣供限做給開收需花會想說靠憑是在為讓記值讀]", behind="[多是單]"),
    Mend("隻", "只", "[能會好是要有]", behind="[那這]"),
    Mend("只", "隻", "[貓狗雞鴨鵝鳥兔鼠熊猴蜂蝶龜羊](?![要能])", behind="[養買有抓捉見殺宰放了著着過飛丟]"),
    Mend("只", "隻", "(?![要能有是會好怕不得占佔剩需在為做用增減升降])", behind="[，。、；：「（]數"),
    Mend(
        "隻", "只", "[需說做提講談用靠管顧求憑限差佔占剩因想讓向對把從由收給能會要為聽讀寫吃喝買賣]", "[養還]有", "有"
    ),
    Mend("隻", "只", "[需說做提講談用靠管顧求憑限差佔占剩因想讓向對把從由收給能會要為聽讀寫吃喝買賣]", behind="還有"),
    Mend(
        "只",
        "隻",
        "(?![要能有是會好怕不得占佔剩需在為做用收取看讓給向對想求靠管顧說差限、，。；！？」）])",
        behind="[幾數]十|[二三四五六七八九]十|十幾|[好這那]幾|[十百千萬幾]多|十餘",
    ),
    Mend("只", "隻", "(?![要能有是會好怕不得占佔剩])", behind=r"[\d百千萬億餘兩]"),
    Mend("占", "佔", "(?![卜卦星夢課庭士婆])", "[拜卜]"),
    Mend("嶽", "岳", "陽|西縣|池|普湖|塘"),
    Mend("嚮", "向", "應[用該當]|明[年天日]"),
    Mend("闆", "板", "", "[老]"),
    Mend("襬", "擺", "[滿放著着在了出]"),
    Mend("摺", "折", "子戲"),
    Mend("逕", "徑", "流|賽"),
    Mend("迴", "回", "天"),
    Mend("準", "准", "", behind="[核批獲允照奉特恩]"),
    Mend(
        "準",
        "准",
        r"(?![確備則時定點頭數繩星的了嗎呢吧啊嘛，。、；：！？」』”’）\s<]|$)",
        "[說拿看對測瞄吃摸算打估猜抓認找踩把量校]不",
        "不",
    ),
    Mend("準", "准", "", behind="[一二三四五六七八九十]不"),
    Mend("準", "准", "字(?!體)", behind="[藥械妝食健衛消]"),
    Mend("準", "准", "[駕運生](?![生動])", "[標水精瞄基對校]"),
    Mend("志", "誌", "", behind="標"),
    Mend("燬", "毀", ""),
    Mend("乾", "幹", "[的點]", behind="[該想能會敢得少多快白]"),
    Mend("悽", "淒", "[迷切婉惋惶暗清美風雨黯涼冷寒厲悽]"),
    Mend("悽", "淒", "", behind="悽"),
    Mend("檯", "台", "", behind="[總務術轉]"),
    Mend("迴", "回", "歸(?![分方係線模曲直樹])", "(?:線性|指數|邏輯)"),
    Mend("伙", "夥", "伴"),
    Mend("幹", "乾", "[籽辣濕]"),
    Mend(
        "幹",
        "乾",
        "(?![部事活什嘛勁得成群警將校線流道渠支細才])",
        behind="[甩排烘曬擦吹風晾瀝榨吸抽烤喝哭熬焙凍擰擠蒸耗淘脫鼓晒烙壓濕]",
    ),
    Mend(
        "幹",
        "乾",
        "散貨|垃圾|掛|混|鋪|蒸|式(?!各)|法(?=[施選脫生水制製加處作，])|船塢|塢|熱|冷|洗|電池|粉|膜|拌|磨|煸|炒|料|溼|濕|球|重|餾|島|貝|鮮|邑|白(?=[葡萄酒]|，|、)|紅(?=[葡萄酒]|，|、)|貨|冰|性|燒|空氣|選|化(?=[的處])",
        "[樹骨主枝才軀基苦實大敢巧蠻單能]",
    ),
    Mend("干", "乾", "鮮|白(?=[葡萄酒]|，|、|$)|紅(?=[葡萄酒]|，|、|$)|法(?=[施選脫生水制製加處作，])"),
    Mend("几", "幾", "[個乎天年句次種何位十步下分聲日經名條百家萬時件口千隻點塊道度番回]", "茶"),
    Mend("采", "採", "血|用|取|訪|購|集|納|礦|茶(?!館)|摘|煤|油|樣|砂|沙|伐|掘|暖|編"),
    Mend("里", "裡", "面(?![積向對臨])|邊(?![境貿疆防界民檢關陲城])|頭", r"[公英華百千萬十幾鄰故\d]"),
    Mend("裡", "里", "程(?!序)|蘭卡|約[熱奧]"),
    Mend("裡", "里", "", behind=r"[公英]|[\d一二三四五六七八九十百千萬幾多]海"),
    Mend(
        "裡",
        "里",
        "[奇姆斯亞爾克納諾娜夫科托森維茲洛巴塞烏達蒂尼昂]",
        behind="[博萊察薩弗費羅洛奧普傑穆佩澤埃亨莫瓦諾塞迪帕哈貝切莎謝蒂]",
    ),
    Mend("裡", "里", "", "羅馬", behind="馬"),
    Mend("后", "後", "[來面者期果勤世悔邊裔退方備衛部續勁任臺台頭背市又再]|代(?!表)", "[皇太王母影歌視天妃武呂蕭]"),
    Mend("后", "後", "來|面|者|期", behind="(?:電影|父母|攝影|今天|夏天|冬天|春天|秋天|國王|闖王|太太|半天|那天)"),
    Mend("后", "後", "", behind=r"[今明昨每幾兩二三四五六七八九十百數多餘\d]天"),
    Mend("徵", "征", "戰|服|途|程|討|伐"),
    Mend("徵", "征", "(?![收求集稅信用地兵文稿詢婚得兆象])", behind="[出長遠東西北親]"),
    Mend("征", "徵", "求|收|稅|信|用(?!品)|地|詢|文|稿|婚|集(?!團)", "[紅]"),
    Mend("麵", "面", "積|臨|試|貌|孔|頰|容|世|目|部|紗|具|臨|面"),
    Mend("麵", "面", "向|料"),
    Mend("麵", "面", "", behind="[海洋]"),
    Mend("面", "麵", "粉(?![碎飾刷])", "[方平表全牆]"),
    Mend("面", "麵", "包(?![括含圍容抄辦攬])", "[方下上裡裏外全正側四局對書字版頁]"),
    Mend("麵", "面", "對|前|向|子|上|色", "[吃拉湯泡米煮擀揉涼炒拌切削盛碗和揪桿發]"),
    Mend("面", "麵", "粉(?!碎)|條(?!件|款|例)|食(?!品|物|堂|用|材)|館|糰", behind="[吃賣做煮買碗個的種袋斤噸克]"),
    Mend("麵", "面", "包(?=[括含圍容])"),
    Mend("麵", "面", "條(?=[件款例])|食(?=[品物堂用材])|粉(?=[碎飾])"),
    Mend("週", "周", "圍|恩來|邊|旋|遭|密(?!集)|折|瑜|口市"),
    Mend("迴", "回", "[來答去到頭家族過顧憶事報應想收覆升扣落鄉]|國(?!際)|身|合"),
    Mend("游", "遊", "客|戲|覽|玩|樂|行(?![動業])|艇|街"),
    Mend("遊", "游", "泳|牧|離子"),
    Mend("遊", "游", "(?!戲|客|覽|玩|行|樂|船|街)", behind="[江河溪流域鏈業][上中下]"),
    Mend("斗", "鬥", "爭|志|毆|氣|勁|牛士"),
    Mend(
        "齣",
        "出",
        "[現來口版席發去於身售入土門手征臺台色任名國面路動自境賣兵擊血生產行差言訪租資場爐局院獄力錢讓廠海港遊游線]",
    ),
    Mend("幹", "乾", "淨|燥|旱|脆|枯|涸|杯|洗"),
    Mend("幹", "乾", "毛[巾刷]|[草柴果菜冰貝糧貨屍癟裂咳嘔渴癬酪]", "[樹骨主枝才軀]"),
    Mend("幹", "干", "涉|擾|預(?![備算期計])|係|戈"),
    Mend("乾", "幹", "部|線|什|活|流|嗎|嘛|事|勁|警|群|將|校|得|成"),
    Mend("乾", "干", "涉|擾|預(?!製)|係|戈"),
    Mend("復", "複", "雜|印|合(?![作約法併同理格])|習(?![慣俗])|製(?![造作度藥定])|賽(?![事季場])"),
    Mend("覆", "複", "雜|習|合(?![格理法])|製"),
    Mend("複", "復", "興|甦|仇|旦|辟"),
    Mend("覆", "復", "興|甦|仇|旦|辟"),
    Mend("沖", "衝", "突|擊|動|破|鋒|刺|撞", "水"),
    Mend("沖", "衝", "[出著着開散進向過]", "水"),
    Mend("衝", "沖", "積|洗|刷|涼|澡"),
    Mend("云", "雲", "南|集|霧|母|盤|朵|計算|端|層|彩|海|服務|平台"),
    Mend("籤", "籤", "", behind="[籤支得為求抽好上中]上|[籤支得為求抽好下中]下"),
    Mend("籤", "簽", "[售領辦派押核審註呈]|文件"),
    Mend("籤", "簽", "(?![詩文筒條王運語子紙])", "[標書竹牙抽求中掣搖解靈木鐵毒題浮吉凶便棉神佛]"),
    Mend("籤", "簽", "[訂署字證約名收發到批下]|合同|協議", "[標書竹牙抽求]"),
    Mend("籤", "簽", "", behind="[免互面續補拒改代轉親落]"),
    Mend("繫", "系", "統|列"),
    Mend("係", "系", "統(?![一籌計帥合領])|列(?![為入車席舉出])"),
    Mend(
        "並", "併", "(?![且非不未沒對將在於為要使向以及從與把能可會有其])", "[符聯結綜配組混化吻切適整]合", behind="合"
    ),
    Mend("並", "併", "購|吞|軌"),
    Mend("併", "並", "且|非|未|肩"),
    Mend("註", "注", "意|重|入|視|射|目(?!錄)|資|水|力"),
    Mend("注", "註", "冊(?!封)|銷|釋|腳"),
    Mend("誌", "志", "願|士|向|氣"),
    Mend("檯", "台", "灣|北|獨|海峽"),
    Mend("准", "準", "備(?![案忘註份])|確(?![定認])|則", "批"),
    Mend("鬍", "胡", "[說亂鬧椒錦適塗蘿同耀志春主海建文國]"),
    Mend("颱", "台", "風(?:險(?!情)|格|采|光|波|雲|範)"),
    Mend("颱", "台", "", behind="[平舞站講櫃]"),
    Mend("价", "價", "值|格|錢"),
    Mend("伕", "夫", "", "[車馬轎挑民腳役拉]"),
    Mend("緻", "致", "[使力富命遠癌電謝函敬辭歡詞]"),
    Mend("倖", "幸", "福|好|運|虧|而"),
    Mend("佈", "布", "[朗什依袋魯料鞋偶匹]|拉格|達拉"),
    Mend("讚", "贊", "成|同|助|比亞"),
    Mend("嶽", "岳", "飛|父|母"),
    Mend("摺", "折", "磨|騰|斷|射|扣|返|損"),
    Mend("唸", "念", "頭|舊"),
    Mend("穀", "谷", "地|歌"),
    Mend("揹", "背", "", behind="[違馬]"),
    Mend("藉", "借", "[款貸調閱鑒鑑用給錢書條據]"),
    Mend("干", "幹", "[部線活什嘛嗎事勁警群流]|將(?!莫)", "[若相天無不何]"),
    Mend("干", "幹", "[部線活什警群將]", behind="(?:任何|今天|每天|昨天|前天|當天|明天|一天)"),
    Mend("干", "乾", "[淨燥旱脆枯杯洗]", "若"),
    Mend("向", "嚮", "往(?![日年東西南北來前後上下常返])", "[方一走朝轉]"),
    Mend("系", "係", "(?![統列主內裡外])", behind="關"),
    Mend("系", "繫", "在(?=[腰頸脖樹柱腿手腳身頭胸肩桿欄船岸車繩椿樁一他她自])|扣(?=[子上好])"),
    Mend("系", "繫", "", behind="拴"),
    Mend("系", "係", "(?![統列數里裡内內外])", behind="[純確]"),
    Mend(
        "系",
        "係",
        "[因由](?!主任)|誤(?![差])|謠[言傳]|盜[搶竊]|偽造|虛[構假]|[他自]殺|人為|夫妻|父[子女]|母[子女]|兄弟|姐妹|同鄉|親屬|本[人地市縣村]|外[地來]|某|[男女](?:性|子)|一名|未成年",
        "[文學語理工商法藝樂哲史數物化生體派水山星譜母父直旁嫡日美德歐韓醫農林政社教新心音外中英俄]",
    ),
    Mend("系", "係", "數(?![據字萬千百十年月次量家名位])"),
    Mend("借", "藉", "口(?!袋)|助(?![學教力理])|由|此"),
    Mend("遊", "游", "擊"),
    Mend("煙", "菸", "", behind="電子", where="zh-Hant-TW"),
    Mend("余", "餘", "[種地家下萬額年處人名件項畝米元個次天月款波熱震量糧孽]|公里"),
    Mend("台", "颱", "風(?![險格采光範雲味度])", "[平舞站講櫃電上後前登月陽視]"),
    Mend("卷", "捲", "[起入走]|土重", "[試問答案畫書開閉]"),
    Mend("舍", "捨", "不得|得|棄|身", "[宿校農房屋豬牛雞鴿精茅寒村]"),
    Mend("傢", "家", "[俱具][樂全]|[伙夥][伴計]"),
    Mend("俱", "具", "全", behind="傢"),
    Mend("于", "於", "[是此今其]"),
    Mend("胡", "鬍", "子(?!山)|鬚"),
    Mend("歷", "曆", "(?![代史經時來])", behind="萬"),
    Mend("歷", "曆", "法"),
    Mend("涌", "湧", "[現出入進動來起]"),
    Mend("弔", "吊", "車|燈|裝|銷|橋|床"),
    Mend("于", "於", "單(?!于)"),
    Mend("著", "着", "(?![名作述书者称录])", "[名显原土专巨论卓拙遗译昭编所新合]", where="zh-Hans"),
    Mend("著", "着", "", behind="凑合", where="zh-Hans"),
    Mend("着", "著", "", behind="[原土专论遗卓昭巨]", where="zh-Hans"),
    Mend("著", "着", "[书名]", behind="[拿看闻捧抱读盯带夹冲跟顶借随靠仗有写听]", where="zh-Hans"),
    Mend("於", "于", "单", where="zh-Hans"),
    Mend("帐", "账", "(?![篷幕幔下子外])", "[蚊营军床罗纱虎绛大锦青毡]", where="zh-Hans"),
    Mend("着", "著", "[的，、。）《]|者|出版", behind="[编所合]", where="zh-Hans"),
    Mend("着", "著", "有《", where="zh-Hans"),
)
"""In order; the first that fits a place is used."""


_HONG_KONG = {"裡": "裏", "檯": "枱"}


class Mender:
    """Finds the corrections that converted text needs; one instance for a variant's forms."""

    def __init__(self, variant: Variant, spared: Iterable[str] = ()) -> None:
        """`spared` are forms that the glossary asks for: text inside one of them is left alone."""
        rules = [
            (_in(variant, m.wrong), _in(variant, m.right), m)
            for m in MENDS
            if m.where == variant or (m.where is None and is_traditional(variant))
        ]
        # One scan for the characters, then only the rules of the one that was found.
        self._rules: dict[str, list[tuple[re.Pattern[str], str]]] = {}
        for wrong, right, mend in rules:
            self._rules.setdefault(wrong, []).append((re.compile(_rule(wrong, mend)), right))

        wanted = "\n".join(spared)
        for word, form in WORDS[variant].items():
            for at in (at for at, char in enumerate(word) if char != form[at] and word not in wanted):
                pattern = re.compile(f"{word[at]}(?<={word[: at + 1]})(?={word[at + 1 :]})")
                self._rules.setdefault(word[at], []).insert(0, (pattern, form[at]))
        self._any = re.compile(f"[{''.join(sorted(self._rules))}]")

    def mends(self, text: str) -> Mapping[int, str]:
        """The right characters by position in the converted text, for those that are wrong."""
        mends: dict[int, str] = {}
        for match in self._any.finditer(text):
            for pattern, right in self._rules[match[0]]:
                if pattern.match(text, match.start()):
                    mends[match.start()] = right
                    break
        return mends


def _in(variant: Variant, char: str) -> str:
    """A character of the table as a variant prints it."""
    return _HONG_KONG.get(char, char) if variant == "zh-Hant-HK" else char


def _rule(wrong: str, mend: Mend) -> str:
    places = [mend.behind] if mend.behind.startswith("(?:") else mend.behind.split("|")
    behind = f"(?:{'|'.join(f'(?<={place}{wrong})' for place in places)})" if mend.behind else ""
    unless = f"(?<!{mend.unless}{wrong})" if mend.unless else ""
    return f"{wrong}{behind}{unless}(?:{mend.after})" if mend.after else f"{wrong}{behind}{unless}"
