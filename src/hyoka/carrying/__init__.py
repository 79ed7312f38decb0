"""年度更新 — a sheet carried into the next fiscal year, and what arrives there once the old year is approved."""

from hyoka.carrying.arrival import Arrival, arrivals
from hyoka.carrying.forward import CannotCarry, Carried, Dropped, carry_forward, departures, ended_rows

__all__ = [
    "Arrival",
    "CannotCarry",
    "Carried",
    "Dropped",
    "arrivals",
    "carry_forward",
    "departures",
    "ended_rows",
]
