"""待っているもの — the sheets whose next approval this person could give now."""

from dataclasses import replace

from django.db.models import Q

from hyoka.store.desk import acted_in_rounds
from hyoka.store.models import SheetRecord
from hyoka.store.reach import visible, within
from hyoka.workflow import MOVES, Action, Actor


def waiting_for(actor: Actor) -> list[SheetRecord]:
    """What stands at a stage that a post of this person approves, longest waiting first; never one's own approval."""
    condition = Q(pk__in=())
    for transition in MOVES:
        if transition.is_approval:
            posts = tuple(post for post in actor.posts if post.role is transition.role)
            reach = within(replace(actor, posts=posts), Action.MOVE)
            condition |= reach & Q(stage=transition.source.value)
    found = list(visible(actor).filter(condition).order_by("stage_since", "pk"))
    acted = acted_in_rounds(found)
    return [record for record in found if actor.person not in acted[record.key]]
