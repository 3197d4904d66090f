"""The parts that can be started one by one, and what is peculiar to each."""

from enum import StrEnum


class Only(StrEnum):
    """One part of the stack, where each runs by itself: on machines of their own, or started by systemd."""

    SERVER = "server"
    SERVICES = "services"
    WORKER = "worker"
    CATCHER = "catcher"
    PAGES = "pages"


LISTENING = (Only.SERVER, Only.PAGES)
"""What other machines reach."""
KEEPING = (Only.SERVER, Only.SERVICES, Only.CATCHER)
"""What keeps something in the data folder beside which no whole stack may keep its own."""
SHARING = (Only.SERVER, Only.SERVICES)
"""What has to share a database and a Redis with others."""
