"""Where the parts of the stack listen."""

import socket

from emulation_workflow.settings import LOOPBACK
from emulation_workflow.stack.addresses import EVERYWHERE, Addresses, answers, free_addresses, is_free


def test_free_addresses_are_free_and_differ() -> None:
    """Two demonstrations side by side do not meet."""
    addresses = free_addresses()
    ports = {addresses.prefect, addresses.smtp, addresses.mailbox}
    assert len(ports) == 3
    assert all(is_free(LOOPBACK, port) for port in ports)
    assert addresses.host == LOOPBACK


def test_a_port_that_is_listened_on_is_not_free_and_answers() -> None:
    """A port in use is found before anything is started."""
    with socket.create_server((LOOPBACK, 0)) as server:
        port = server.getsockname()[1]
        assert not is_free(LOOPBACK, port)
        assert answers(LOOPBACK, port)
    assert is_free(LOOPBACK, port)
    assert not answers(LOOPBACK, port)


def test_a_stack_that_listens_everywhere_is_reached_from_near() -> None:
    """0.0.0.0 is no address to connect to."""
    addresses = Addresses(host=EVERYWHERE, prefect=4200, pages=4280, smtp=2525, mailbox=8025)
    assert addresses.url(addresses.prefect) == "http://127.0.0.1:4200"
