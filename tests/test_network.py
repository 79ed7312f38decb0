"""Nothing is fetched at run time; the tests themselves could not."""

import socket
import urllib.request

import pytest


def test_a_connection_to_the_outside_is_refused() -> None:
    with socket.socket() as outside, pytest.raises(Exception, match="a test wanted to reach"):
        outside.connect(("192.0.2.1", 80))


def test_a_datagram_to_the_outside_is_refused() -> None:
    with socket.socket(type=socket.SOCK_DGRAM) as outside, pytest.raises(Exception, match="wanted to reach"):
        outside.sendto(b"x", ("192.0.2.1", 53))


def test_a_name_on_the_outside_is_not_looked_up() -> None:
    with pytest.raises(Exception, match="a test wanted to look up"):
        urllib.request.urlopen("http://example.org/", timeout=1)


def test_loopback_is_allowed() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname()) as client,
    ):
        assert client.getpeername() == server.getsockname()
