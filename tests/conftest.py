"""What all tests share: no network, repeatable property tests, the way to the real documents."""

import ipaddress
import os
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parent.parent
REAL = ROOT.parent / "shared" / "real"

# The same examples in every run; `--hypothesis-profile=explore` looks for new ones.
settings.register_profile(
    "ci", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.register_profile("explore", deadline=None, max_examples=2_000)
settings.load_profile("ci")


class NetworkTouched(Exception):
    """City offices work on closed networks: nothing may be fetched, in tests either."""


def pytest_configure(config: pytest.Config) -> None:
    """Every socket of this process, before the first module under test is imported."""
    for name in ("connect", "connect_ex", "sendto"):
        setattr(socket.socket, name, _only_loopback(getattr(socket.socket, name)))
    socket.getaddrinfo = _only_local_names(socket.getaddrinfo)  # type: ignore[assignment]


def _only_loopback(connect: Callable[..., Any]) -> Callable[..., Any]:
    def guarded(self: socket.socket, *arguments: Any) -> Any:
        address = arguments[-1]
        if self.family in (socket.AF_INET, socket.AF_INET6) and not _is_loopback(address[0]):
            raise NetworkTouched(f"a test wanted to reach {address}")
        return connect(self, *arguments)

    return guarded


def _only_local_names(getaddrinfo: Callable[..., Any]) -> Callable[..., Any]:
    def guarded(host: Any, *arguments: Any, **options: Any) -> Any:
        if not _is_loopback(host):
            raise NetworkTouched(f"a test wanted to look up {host!r}")
        return getaddrinfo(host, *arguments, **options)

    return guarded


def _is_loopback(host: Any) -> bool:
    name = host.decode() if isinstance(host, bytes) else host
    if name in (None, "", "localhost", socket.gethostname()):
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return ROOT


@pytest.fixture(scope="session")
def real() -> Path:
    """The folder of real documents beside the repository; tests that read it are skipped where it is not."""
    if not REAL.is_dir():
        pytest.skip(f"no real documents at {os.path.relpath(REAL, ROOT)}")
    return REAL


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """The one browser of this process: Playwright refuses to be started twice in one."""
    from tests.journeys.browser import chromium

    with chromium() as browser:
        yield browser
