"""一冊の画面の頭 — the sheet a page is about, for one who may do this to it, and what stands on top of each of its pages."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from hyoka.actions.events import digest
from hyoka.actions.moves import Offer, offers
from hyoka.sheet import sheet_to_json
from hyoka.store.documents import document_of
from hyoka.store.models import SheetRecord
from hyoka.store.reach import options, subject_of, visible
from hyoka.store.seen import seen_of
from hyoka.store.talk import open_threads
from hyoka.web import posted
from hyoka.web.templatetags.words import era
from hyoka.web.words import say
from hyoka.workflow import Action, Actor, Move, may

# What a button says it does, beside its word.
_MEANS = {
    Move.SUBMIT: ("次の確認者に渡します。渡したあとは記入できません。", "Hands the sheet on. It cannot be typed in after that."),
    Move.APPROVE: ("下の内容を、この版のまま承認します。", "Approves the content below, exactly as it is shown."),
    Move.FINALIZE: ("下の内容を、この版のまま確定します。", "Makes the content below final, exactly as it is shown."),
    Move.RETURN: ("理由を添えて、担当課に戻します。", "Sends it back to the division, with a reason."),
    Move.WITHDRAW: ("提出を取りやめ、作成中に戻します。", "Takes the submission back."),
    Move.PUBLISH: ("確定した版を公表の版にします。", "Makes the final version the public one."),
    Move.CORRECT: ("理由を残して、確定のあとで直します。", "Opens the final sheet again; the reason is kept for ever."),
    Move.BEGIN: ("計画の版を残し、評価の記入を始めます。", "Keeps the plan and opens the evaluation."),
}  # fmt: skip


def may_on(actor: Actor, action: Action, record: SheetRecord) -> bool:
    return may(actor, action, subject_of(record), options())


def the_sheet(request: HttpRequest, key: str, *actions: Action) -> SheetRecord:
    """The sheet, for one who may do one of these to it. Raises Http404, PermissionDenied."""
    found = visible(request.actor).select_related("final", "published", "touched_by")
    record: SheetRecord = get_object_or_404(found, key=key)
    if actions and not any(may_on(request.actor, action, record) for action in actions):
        raise PermissionDenied
    return record


def title_of(record: SheetRecord) -> str:
    words = (era(record.fiscal_year), record.division.name, record.measure_no, record.measure)
    return " ".join(word for word in words if word)


def head(request: HttpRequest, record: SheetRecord, here: str, words: str) -> dict[str, Any]:
    """What stands on top of every page of a sheet."""
    actor = request.actor
    key = record.key
    may_comment = may_on(actor, Action.COMMENT, record)
    comments = say("コメント", "Comments")
    if may_comment and (count := sum(open_threads(record).values())):
        comments += f"（{count}）"
    tabs = [
        (True, "sheet", f"/sheets/{key}/", say("評価表", "The sheet")),
        (may_on(actor, Action.READ, record), "review", reverse("review", args=[key]), say("変わったところ", "What changed")),
        (may_comment, "threads", reverse("review_threads", args=[key]), comments),
        (True, "record", reverse("review_record", args=[key]), say("経過と版", "Record")),
    ]  # fmt: skip
    return {
        "record": record,
        "seen": seen_of(record, actor),
        "title": title_of(record),
        "tabs": [
            {"name": name, "url": url, "label": label, "current": name == here}
            for shown, name, url, label in tabs
            if shown
        ],
        "breadcrumb": [
            {"label": say("評価表", "Sheets"), "url": "/sheets/"},
            {"label": title_of(record), "url": f"/sheets/{key}/"},
            {"label": words, "url": ""},
        ],
        "here_words": words,
    }


def moves_box(
    record: SheetRecord, actor: Actor, *, back: str = "", note: str = "", refusal: str = "", refused: str = ""
) -> dict[str, Any]:
    """What `review/moves.html` shows: the buttons, and exactly which content they are about.

    The digest is that of the frozen document which a move would make; `seen` goes back with the button, and the
    action refuses where the sheet has moved on since.
    """
    found = offers(record, actor)
    return {
        "offers": [_offer(offer, index == 0) for index, offer in enumerate(_in_order(found))],
        "may_note": bool(found),
        "url": reverse("review_move", args=[record.key]),
        "seen": record.cells_seq,
        "digest": digest(sheet_to_json(document_of(record))) if found else "",
        "op_id": posted.new_op_id(),
        "back": back,
        "note": note,
        "refusal": refusal,
        "refused": refused,
        "lacks_note": not note.strip() and any(offer.needs_note and offer.move == refused for offer in found),
        "unexplained": record.unexplained if any(offer.move is Move.SUBMIT for offer in found) else 0,
        "is_approval": any(offer.is_approval for offer in found),
        "is_deputy": any(offer.is_deputy for offer in found),
    }


def _in_order(found: tuple[Offer, ...]) -> list[Offer]:
    """What goes forward first, what goes back last."""
    return sorted(found, key=lambda offer: offer.needs_note or offer.move is Move.WITHDRAW)


def _offer(offer: Offer, is_first: bool) -> dict[str, Any]:
    return {
        "move": offer.move.value,
        "target": offer.target.value,
        "means": say(*_MEANS[offer.move]),
        "needs_note": offer.needs_note,
        "is_deputy": offer.is_deputy,
        "is_first": is_first and not offer.needs_note,
        "is_danger": offer.move in (Move.RETURN, Move.CORRECT),
    }
