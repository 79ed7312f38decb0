"""同じ事実の二か所の記載の点検."""

from hyoka.checks.one_sheet.same_fact.one_quantity_is_linked import one_quantity_is_linked
from hyoka.checks.one_sheet.same_fact.parts_add_up_to_the_whole import parts_add_up_to_the_whole
from hyoka.checks.one_sheet.same_fact.same_quantity_same_figures import same_quantity_same_figures

CHECKS = (same_quantity_same_figures, parts_add_up_to_the_whole, one_quantity_is_linked)
