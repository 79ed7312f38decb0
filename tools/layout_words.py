"""What docs/layouts.md says of each item of a layout file. A new item without its words stops tools/docs.py."""

PREFACE = """# 様式の書き方

市町村の様式は、一つの TOML ファイルです。プログラムを書く必要はありません。意味は評価表の文書に、見た目とことばは様式にあります。
同梱の様式は `src/hyoka/layouts/forms/` にあり、`hyoka layouts` で一覧できます。新しい様式は、似ているものを写して書き始めるのが早道です。

1. ファイルを写し、`name`、`title`、`municipality`、年度の窓、語彙、判定規則を直します。
   同梱の様式と少しだけ違うときは、`base = "mishima-2016"` と書き、違う項目だけを書けます。
2. 様式の頁の順に `[[parts]]` を並べ、その中に区画 `[[parts.blocks]]` を並べます。見出しは印刷されているとおりに書きます。
3. 評価時（黄色）の欄には `season = "評価時"` と書きます。書かなければ計画時の欄です。
4. `hyoka write --blank --layout 様式.toml -o 白紙.pdf` で白紙の様式を印刷し、本物と並べて確かめます。
5. `hyoka read --layout 様式.toml ファイル` で本物を読み、`unread`（読めなかったもの）がなくなるように、別の書き方を `aliases` に足します。

```toml
[[parts]]
name = "総括表"
heading = "{year} 行政評価表"

[[parts.blocks]]
kind = "amounts"
at = "/totals"
year_label = { text = "年度" }
rows = [
  { field = "budget", label = { text = "予算額 (千円)", aliases = ["予算額"] }, amended = "budget_amended" },
  { field = "settlement", label = { text = "決算額 (千円)" }, season = "評価時" },
]
```

**見出し（ラベル）** は `{ text = "印刷のとおり", aliases = ["読むときに認める別の書き方"] }` です。

**型** は、いくつかの項目を一つの欄に印刷するときの書き方です。`{項目}` に値が入り、`[[ … ]]` の中は、その項目に値があるときだけ
印刷されます。`{measure_no} {measure}[[<{nickname}>]]` は「48 便利な電子市役所の構築<電子市役所>」になります。

**場所** は評価表の中の位置です。`*` は施策の方向の一つ一つを表します。項目の名前は [sheet.schema.json](sheet.schema.json) にあります。
"""

LAYOUT = {
    "name": "様式の名前。`--layout` と、評価表の JSON に書かれる。一度使ったら変えない",
    "title": "様式の題名",
    "municipality": "市町村名",
    "municipality_code": "全国地方公共団体コード（検査数字を含む6桁）。表の `municipality_code` になる",
    "paper": "用紙。`a4-landscape`（横）か `a4`（縦）",
    "money_unit": "金額の欄の単位。`円`、`千円`、`百万円`",
    "years": "年度の窓",
    "relisted": "再掲の印の型。例 `施策{measure_no}-({direction_no})再掲`",
    "markup": "原資料にあり得るタグ。ここにない `<…>` は文字として扱う",
    "vocabularies": "語彙。名前ごとに一つ",
    "default_rule": "指標の目標の種類が決められていないときに使う判定規則の名前",
    "rules": "判定規則",
    "judged_by": '判定規則集を使うときの、始まりの年度と名前（`{ fiscal_year = 2026, rule_set = "kitakyushu" }`）。書かなければ `rules` で判定する。一覧は [判定規則集](judging.md)',
    "staff_hours": "正職員一人の年間の勤務時間",
    "effort_grid": "人工の刻み（例 `0.05`）。書くと、従事見込時間数が刻みに乗らないものを参考として示す",
    "parts": "部分。様式の頁の順",
}

YEARS = {
    "kind": "`fixed` は計画期間などの決まった年度、`rolling` は評価表の年度に付いて動く",
    "first": "最初の年度。`fixed` では西暦、`rolling` では評価表の年度との差（2年前は `-2`）",
    "last": "最後の年度。書き方は `first` と同じ",
}

VOCABULARY = {
    "words": "使えることば。Excel の選択肢になる",
    "ending": "そのうち、取組の終わりを表すもの（終了、廃止など）。理由が要る",
}

RULE = {
    "name": "規則の名前",
    "version": "規則の版。規則を改めたら一つ増やす",
    "kind": "どの種類の目標に使うか。`年次`、`累計`、`ストック`、`最終年度`、`マイルストーン`",
    "compare": "比べ方。`reaches` 実績が目標に届く、`share` 実績÷目標が境目に届く、`same_words` ことばが同じ",
    "vocabulary": "判定に使う語彙の名前",
    "met": "達したときのことば",
    "missed": "達しなかったときのことば",
    "human": "規則では出せず、人だけが選ぶことば（未実施など）",
    "cut_off": '境目。公表されていなければ `"unknown"`。そのときは提案だけをして、食い違いを指摘しない',
    "source": "根拠。判定の指摘に示される",
}

PART = {
    "name": "部分の名前。指摘の場所の書き出しになる（「個表(2) …」）",
    "heading": "頁の題。`{year}` は評価表の年度（平成30年度）",
    "repeat": "`direction` は施策の方向ごとに繰り返す。続く `direction` の部分は、方向ごとにまとめて繰り返す",
    "new_page": "改頁して始めるか",
    "blocks": "区画。上から順",
}

CELL = {
    "field": "区画の場所から見た項目",
    "pattern": "いくつかの項目を一つの欄に印刷する型（`field` の代わりに書く）",
    "label": "見出し",
    "season": "記入時期。`計画時` か `評価時`",
    "window": "年度の欄を記入できる年度。`this` は評価表の年度だけ、`this_and_later` は後の年度も",
    "vocabulary": "語彙の名前",
    "width": "ほかの列と比べた幅",
    "amended": "金額を赤字にするかどうかの項目",
    "unit": "数値の後に印刷する、または列が意味する単位（時間数の `H`）",
}

BLOCKS = {
    "at": "この区画が示す評価表の中の場所",
    "rows": "欄。行ごと",
    "title": "左に立ち、すべての行にかかる見出し",
    "label": "見出し",
    "pattern": "一件の型",
    "year_label": "年度の列の見出し",
    "lines": "印刷する行",
    "name": "名称の欄",
    "definition": "計算式・説明の欄",
    "vocabularies": "判定に使える語彙の名前。最初に合ったものがその指標の語彙になる",
    "blank_rows": "白紙に印刷する行の数",
    "heading": "区画の見出し",
    "texts": "文章の欄",
    "project": "事業名の欄",
    "means_no": "手段の番号の欄",
    "means": "手段・業務内容の欄",
    "indicator": "活動指標の欄",
    "series": "年度別の欄の上の見出し",
    "course": "今後の取組み方針の欄",
    "reason": "理由の欄",
    "reform": "行政改革大綱における取組の欄",
    "year_pattern": "年度の見出しの型。`{year}` は H30 など",
    "amounts": "金額の欄",
    "cost_course": "次年度のコスト方向性の欄",
    "none": "費目がないことを表すことば",
    "month_pattern": "月の見出しの型",
    "bar": "予定の線の欄",
    "hours_label": "時間数の上の見出し",
    "hours": "時間数の欄",
    "criteria": "評価の観点",
    "criterion": "観点の欄",
    "grade": "評価区分の欄",
}
