"""指摘への理由 — why a finding of level 要修正 stands. It holds for exactly that finding: other figures need another."""

from datetime import datetime

from django.db import transaction

from hyoka.actions.events import append, digest
from hyoka.actions.held import held, lock_for
from hyoka.actions.refresh import count_findings
from hyoka.actions.refusal import Refusal
from hyoka.checks import Severity
from hyoka.store.models import Explanation, FindingRecord, Kind, SheetRecord
from hyoka.workflow import Action, Actor, Stage


@transaction.atomic
def explain(*, key: str, fingerprint: str, text: str, by: Actor, at: datetime) -> SheetRecord:
    """Give a reason; another text takes its place, "" takes it back. What reviewers have read stays as it is.

    Raises NotFound, NotAllowed, Refusal.
    """
    record = lock_for(key, Action.EXPLAIN, by)
    given = Explanation.objects.filter(sheet=record, fingerprint=fingerprint).first()
    is_taken_back = not text.strip()
    words = "" if is_taken_back else held(text)
    if words == (given.text if given else ""):
        return record
    if given is not None and record.stage != Stage.DRAFT.value:
        raise Refusal(
            "E-STAGE",
            f"評価表は「{record.stage}」の段階にあり、確認する人が読んだ理由は変えられません。差戻しか取下げのあとで直してください。",
        )
    if given is not None and is_taken_back:
        given.delete()
    else:
        _check(record, fingerprint)
        Explanation.objects.update_or_create(
            sheet=record, fingerprint=fingerprint, defaults={"text": words, "person_id": by.person, "at": at}
        )
    append(
        record, Kind.EXPLAIN, by, at,
        {"fingerprint": fingerprint, "text": digest(words), "taken_back": is_taken_back},
    )  # fmt: skip
    count_findings(record)
    record.save()
    return record


def _check(record: SheetRecord, fingerprint: str) -> None:
    """Raises Refusal where the finding is gone, or needs no reason."""
    found = FindingRecord.objects.filter(sheet=record, fingerprint=fingerprint).first()
    if found is None:
        raise Refusal(
            "E-GONE",
            "この指摘はもうありません。値が変わったか、直りました。画面を開き直して、いまの指摘を確かめてください。",
        )
    if found.severity != Severity.ERROR.value:
        raise Refusal("E-VALUE", "理由を書くのは「要修正」の指摘だけです。")
