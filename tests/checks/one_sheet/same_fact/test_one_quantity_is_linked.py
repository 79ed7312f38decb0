"""同じ量は結んで一度だけ書く — offered where name and figures leave no doubt, and nowhere else."""

import pytest
from tests.checks.one_sheet.making import direction, found, means, outcome, project, sheet

from hyoka.checks import Severity
from hyoka.sheet import Sheet

CHECK = "one-quantity-is-linked"


def of(
    name: str, *figures: str, output: str = "講座開催回数", outputs: tuple[str, ...] = (), **fields: str
) -> Sheet:
    row = means("講座を開く", output, *(outputs or figures))
    return sheet(direction(project("講座事業", row)), outcomes=(outcome(name, *figures, **fields),))


def test_the_same_name_and_the_same_figures_are_offered_at_both_places() -> None:
    [finding] = found(of("講座の開催回数", "10回 12回 14回", "10回 12回 13回"), CHECK)
    assert finding.severity is Severity.NOTE and len(finding.places) == 2
    assert finding.at.startswith("/outcomes/") and finding.places[1].endswith("/indicator/name")


def test_a_formula_that_is_the_other_name_is_as_good_as_a_name() -> None:
    made = of("学びの広がり", "10回 12回", "10回 12回", formula="講座の開催回数")
    assert len(found(made, CHECK)) == 1


@pytest.mark.parametrize(
    ("name", "outputs"),
    [
        (
            "講座の開催回数",
            ("10回 12回 14回", "10回 12回 11回"),
        ),  # one figure differs: another check's business
        ("講座の開催回数", ("10件 12件 14件", "10件 12件 13件")),  # another counter would be written over
        ("図書の貸出回数", ("10回 12回 14回", "10回 12回 13回")),  # another thing
        ("講座の開催回数", ("", "")),  # nothing that agrees yet
    ],
)
def test_whatever_leaves_a_doubt_is_not_offered(name: str, outputs: tuple[str, str]) -> None:
    assert not found(of(name, "10回 12回 14回", "10回 12回 13回", outputs=outputs), CHECK)


def test_linked_already_is_not_offered() -> None:
    row = means("講座を開く", "講座開催回数", "10回 12回", "10回 12回")
    row = row.model_copy(update={"indicator": row.indicator.model_copy(update={"series_id": "s1"})})
    linked = outcome("講座の開催回数", "10回 12回", "10回 12回", series_id="s1")
    assert not found(sheet(direction(project("事業", row)), outcomes=(linked,)), CHECK)
