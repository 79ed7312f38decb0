"""誤りの種類の一覧."""

from . import amounts, cells, head, judgement, names, same_fact, season, sentences, targets, text, years

KINDS = (
    *amounts.KINDS, *judgement.KINDS, *targets.KINDS, *same_fact.KINDS, *text.KINDS, *names.KINDS, *head.KINDS,
    *season.KINDS, *sentences.KINDS, *cells.KINDS, *years.KINDS,
)  # fmt: skip
