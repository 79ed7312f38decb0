"""一つの役所 — for all trials in the browser: starting it takes longer than most trials."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser
from tests.server import Server, running
from tests.trust.desk import Desk
from tests.trust.proxy import road_to


@pytest.fixture(scope="session")
def office() -> Iterator[Server]:
    with running("tests.trust.people:found") as server:
        yield server


@pytest.fixture
def desk(browser: Browser, office: Server, request: pytest.FixtureRequest) -> Iterator[Desk]:
    """clerk0 at the sheet; `@pytest.mark.parametrize("desk", ["clerk1"], indirect=True)` for another."""
    with road_to(office.port) as road:
        desk = Desk(browser, office, road, getattr(request, "param", "clerk0"))
        yield desk
        # The browser itself reports every answer and connection that fails; nothing else may go wrong.
        assert not [fault for fault in desk.clerk.faults if "Failed to load resource" not in fault]
        desk.clerk.context.close()
