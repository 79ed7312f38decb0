"""年度更新と組織改編 — a sheet carried into the next fiscal year, parted and joined as divisions are, and what arrives there."""

from hyoka.carrying.arrival import Arrival, arrivals
from hyoka.carrying.forward import CannotCarry, Carried, Dropped, carry_forward, departures, ended_rows
from hyoka.carrying.notes import note_of_giving, note_of_taking, noted
from hyoka.carrying.parting import Parted, join, part, renumbered

__all__ = [
    "Arrival",
    "CannotCarry",
    "Carried",
    "Dropped",
    "Parted",
    "arrivals",
    "carry_forward",
    "departures",
    "ended_rows",
    "join",
    "note_of_giving",
    "note_of_taking",
    "noted",
    "part",
    "renumbered",
]
