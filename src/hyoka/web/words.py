"""ことば — the words of a screen in the person's language: Japanese first, English by switch."""

from django.utils.translation import get_language

# English of the words that the house keeps in Japanese: stages, roles, seasons, the weight of a finding.
TERMS = {
    "作成中": "Draft",
    "係長確認": "With the chief",
    "課長確認": "With the section head",
    "部長確認": "With the director",
    "事務局確認": "With the review office",
    "確定": "Final",
    "公表": "Published",
    "差戻し": "Sent back",
    "期限後": "Late",
    "担当者": "Clerk",
    "係長": "Chief",
    "課長": "Section head",
    "部長": "Director",
    "事務局": "Review office",
    "財政": "Finance",
    "監査": "Audit",
    "議会": "Council",
    "外部評価委員": "External evaluator",
    "管理者": "Administrator",
    "計画時": "Planning",
    "評価時": "Evaluation",
    "要修正": "To mend",
    "要確認": "To check",
    "参考": "Note",
    "提出": "Submit",
    "承認": "Approve",
    "取下げ": "Withdraw",
    "訂正": "Correct",
    "評価の開始": "Begin evaluation",
    "取込み": "Taken in",
    "数値": "Figures",
    "文章": "Texts",
    "行": "Rows",
}
# A severity is stored by its code and shown by its word.
SEVERITIES = {"error": "要修正", "warning": "要確認", "note": "参考"}


def is_english() -> bool:
    return (get_language() or "ja").split("-")[0] == "en"


def say(ja: str, en: str) -> str:
    """One sentence in both languages, side by side where it is used."""
    return en if is_english() else ja


def term(word: object) -> str:
    """A fixed word of the house: Japanese as it is, English by the table; an unknown word stays itself."""
    ja = SEVERITIES.get(str(word), str(word))
    return say(ja, TERMS.get(ja, ja))
