"""集計の英語 — English of the words that reports are made of; what is not here stays as the sheets write it."""

from hyoka.web.words import is_english

_ENGLISH = {
    "総合計画施策指標一覧": "Outcome indicators of the plan",
    "評価結果集計": "Results of the evaluation",
    "事業費集計": "Costs",
    "人員・時間集計": "Staff and hours",
    "行革大綱の進捗": "Progress of the reform outline",
    "前年度との比較": "Against last year",
    "未確定の実績": "Actuals not yet known",
    "指摘の集計": "Findings, counted",
    "いつもの答え": "The usual answers",
    "施策ごとの成果指標の、基準値、目標、実績、達成状況、最終目標。": "Baseline, target, actual, status and final target of every outcome indicator.",
    "達成・未達成、今後の方針などが、部・課・施策ごとにいくつあるか。割合の合計は 100.0 % になります。": "How many were achieved or missed, and what is to come, by office and measure. Percentages add up to 100.0.",
    "予算額、決算額、執行率が、部・課・施策・会計ごとにいくらか。再掲は一度だけ数えます。": "Budget, settlement and execution by office, measure and account. What is relisted is counted once.",
    "課の従事見込時間数の合計が、職員数で働ける時間に収まっているか。": "Whether the planned hours of a division fit what its staff can work.",
    "行政改革大綱の取組項目ごとに、どの評価表に何が書かれ、目標と実績がどうなっているか。": "What the sheets say of every reform item, its targets and actuals.",
    "達成状況が変わった指標、増えた・なくなった指標、予算額と決算額の増減。": "Indicators judged otherwise, added or removed; changes of budget and settlement.",
    "調査中・算定中・空欄のままの実績と、決算額のない費目。": "Actuals still pending or blank, and budget lines without a settlement.",
    "どの点検の指摘が、どの課に、いくつ残っているか。": "Which findings are open, and where.",
    "どの欄が、ほとんどいつも同じ答えか。様式から外せるかを考える手がかりです。": "Which questions nearly always get the same answer, and might be dropped.",
    "別の規則での判定": "Judged by other rules",
    "書かれた判定が、別の団体の判定規則ならどう変わるか。評価表は変わりません。": "What the judgements would be by another body's rules. No sheet is changed.",
    "判定規則集": "Set of rules", "判定の変わり方": "What becomes what", "変わる判定": "Judgements that change", "判定しないもの": "Not judged",
    "書かれた判定": "Stated", "変わらない": "Unchanged", "変わる": "Changed", "判定しない": "Not judged", "規則集の判定": "By the rules",
    "なぜこの判定か": "Why", "判定しない理由": "Why not judged", "（記載なし）": "(not stated)",
    "集計するもの": "Counted", "まとめ方": "By", "見せ方": "Shown as",
    "成果指標の達成状況": "Status of outcome indicators", "活動指標の達成状況": "Status of output indicators",
    "今後の取組み方針": "Future course", "次年度のコスト方向性": "Cost next year",
    "部": "Department", "課": "Division", "施策": "Measure", "基本方針": "Policy", "基本目標": "Goal", "会計": "Account",
    "点検": "Check", "課と点検": "Division and check", "取組項目ごと": "By item", "記載をすべて": "All entries",
    "一件ずつ": "One by one", "課ごとの数": "Numbers by division", "評価表ごと": "By sheet", "変わった指標": "Changed indicators",
    "数": "Number", "成果指標": "Outcome indicator", "活動指標": "Output indicators", "基準値": "Baseline", "達成状況": "Status", "最終目標": "Final target",
    "費目の数": "Lines", "予算額": "Budget", "うち一般財源": "of it general revenue", "決算額": "Settlement",
    "うち一般財源（決算）": "of it general revenue (settled)", "執行率（%）": "Executed (%)", "決算額のない費目": "Lines without settlement",
    "総括表の予算額": "Budget on the summary", "総括表の決算額": "Settlement on the summary", "評価表の数": "Sheets",
    "番号": "No.", "取組項目": "Item", "種類": "Kind", "内容": "What", "目標": "Target", "実績": "Actual", "手段": "Means", "費目": "Lines", "文章": "Texts",
    "状況の記載なし": "No status", "評価表": "Sheet", "状況が変わった": "Judged otherwise", "新しい指標": "Added", "なくなった指標": "Removed",
    "前年度の予算額": "Budget last year", "予算額の増減": "Change of budget", "前年度の決算額": "Settlement last year", "決算額の増減": "Change of settlement",
    "指標": "Indicator", "変化": "Change", "前年度の状況": "Last year", "今年度の状況": "This year", "年度": "Year", "指標・費目": "Indicator or line",
    "目標・予算額": "Target or budget", "書かれていること": "Written", "見立て": "In short", "合計": "Total",
    "要修正": "To mend", "要確認": "To check", "参考": "Note", "直さない理由あり": "Reason given",
    "欄": "Question", "答えの数": "Answers", "違う答えの数": "Different answers", "いちばん多い答え": "Usual answer", "その数": "How many",
    "割合（%）": "Share (%)", "情報量（ビット）": "Information (bits)", "計": "Total",
}  # fmt: skip


def told(words: str) -> str:
    return _ENGLISH.get(words, words) if is_english() else words
