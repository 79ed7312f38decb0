"""項目の名 — the dictionary's words for fields that share a cell of the form."""

from hyoka.sheet import (
    BudgetLine,
    CostYear,
    Head,
    Means,
    OutcomeIndicator,
    Place,
    PlanPosition,
    Project,
    TotalYear,
    YearValue,
)
from hyoka.values import Document


def title_of(place: Place) -> str:
    """The dictionary's word for a field."""
    return _TITLES.get(place.parts[-1], "")


_DICTIONARY: tuple[type[Document], ...] = (
    Head, PlanPosition, Project, Means, BudgetLine, OutcomeIndicator, TotalYear, CostYear, YearValue,
)  # fmt: skip
_TITLES = {name: field.title or "" for model in _DICTIONARY for name, field in model.model_fields.items()}
