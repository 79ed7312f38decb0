"""単位 — the counters of Japanese figures, and which of them may count the same thing."""

# Counters that one office writes for another: 会議を 1件, 1回.
_ALIKE = (
    frozenset({"件", "回", "個", "本", "点", "種類", "つ", "度"}),
    frozenset({"人", "名"}),
    frozenset({"箇所", "か所", "カ所", "ヶ所", "ヵ所", "ケ所"}),
    frozenset({"%", "パーセント"}),
    frozenset({"団体", "組", "組織", "グループ"}),
    frozenset({"戸", "世帯", "棟"}),
    frozenset({"時間", "h", "H"}),
)

# Counters read in sentences, beside those of the sheet's own indicators.
_COUNTERS = (
    "件 回 人 名 団体 個 箇所 か所 カ所 ヶ所 ヵ所 校 園 館 台 本 枚 冊 部 世帯 戸 棟 店 社 者 施設 地区 路線 区画 基 頭 羽 点 "
    "種類 種 項目 課 班 組 組織 自治会 町内会 時間 日間 週間 日 % パーセント 割 倍 ポイント 円 千円 万円 百万円 億円 "
    "km m ㎡ m2 ha t kg L kWh 講座 事業 コース クラス 教室 学級 大会 サークル グループ ページ アクセス 票 床 便 株 筆 人日 "
    "人時 延べ人 面 品 品目 駅 橋 公園 店舗 会場 会員 チーム 泊 往復 号 食 作品 曲 通 両 隻 艇 門 丁 樹 袋 缶 箱 台分"
)
COUNTERS = frozenset(_COUNTERS.split())


def count_alike(one: str, other: str) -> bool:
    """Whether figures with these units may be of the same quantity. A missing unit fits any counter.

    >>> count_alike("件", "回"), count_alike("", "人"), count_alike("人", "%"), count_alike("", "%")
    (True, True, False, False)
    """
    if one == other:
        return True
    if not one or not other:
        return (one or other) not in ("%", "パーセント", "円", "千円", "百万円", "万円", "億円")
    return any(one in group and other in group for group in _ALIKE)
