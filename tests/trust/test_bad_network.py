"""悪い網 — T13: the page says 保存済み only when the server has the text; in a real browser, on a road that fails.

The full form: `python tools/trust.py T13 --full` (docs/trust.md).
"""

import random
import time
from typing import Any

import pytest
from tests.trust.desk import WORDS, Desk
from tests.trust.proxy import CLEAR, Fault
from tests.trust.size import times

pytestmark = pytest.mark.slow


class Sampler:
    """Types and looks: whenever the page says 保存済み, the server must have what stands in the cell."""

    def __init__(self, desk: Desk, place: str) -> None:
        self.desk, self.place = desk, place
        self.samples = self.said = 0
        self.lies: list[tuple[str, str | None]] = []

    def look(self) -> None:
        self.samples += 1
        says, text = self.desk.page.evaluate(
            "place => [document.querySelector('[data-word]').textContent, document.querySelector(place).value]",
            f'.cell__input[data-place="{self.place}"]',
        )
        if "保存済み" in says:
            self.said += 1
            held = self.desk.held(self.place)
            if held != text:
                self.lies.append((text, held))


def bad_road(dice: random.Random, longest_hole: float) -> Any:
    faults = (
        *("drop", "drop", "hole", "502", "502", "half"),
        *("", "", ""),
    )

    def fault() -> Fault:
        kind = dice.choice(faults)
        swallowed = dice.uniform(0, longest_hole) if kind == "hole" else dice.uniform(0, 0.3)
        return Fault(kind, seconds=swallowed, reaches=dice.random() < 0.5 or kind in ("", "half"))

    return fault


def test_t13_on_a_bad_network_the_page_says_saved_only_when_it_is(desk: Desk) -> None:
    dice, place = random.Random(13), desk.texts[0]
    seconds = times("T13")
    desk.road.fault = bad_road(dice, longest_hole=3 if seconds < 100 else 60)
    sampler = Sampler(desk, place)
    desk.at(place).focus()
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if sampler.samples % 16 < 5:  # in bursts: a save goes out in the pause
            desk.page.keyboard.insert_text(dice.choice(WORDS))
        desk.page.wait_for_timeout(250)
        sampler.look()
    desk.road.fault = lambda: CLEAR
    desk.is_saved()
    sampler.look()
    print(
        f"T13: {sampler.samples} samples, {sampler.said} said 保存済み, {len(sampler.lies)} untrue; {desk.road.befell}"
    )
    assert not sampler.lies
    assert sampler.said
    assert sum(desk.road.befell.get(kind, 0) for kind in ("drop", "hole", "502", "half")) >= 2
    assert desk.at(place).input_value() == desk.held(place)
    history = desk.server.ask("tests.trust.history:database")
    assert not history["broken"]


def test_t13_the_sampler_finds_a_road_that_says_saved_by_itself(desk: Desk) -> None:
    """The control (D15): an answer made up on the way. If the page believed it unseen, the test above proves nothing."""
    place = desk.texts[0]
    desk.road.fault = lambda: Fault("lie", reaches=False)
    desk.at(place).fill("とどいていない文。")
    desk.is_saved(20)
    sampler = Sampler(desk, place)
    sampler.look()
    assert [text for text, _ in sampler.lies] == ["とどいていない文。"]
