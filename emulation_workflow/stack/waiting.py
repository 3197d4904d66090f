"""Waiting as long as it takes: a busy machine may be ten times slower than a quiet one."""

import time
from collections.abc import Callable, Iterator

Tell = Callable[[str], None]

GIVE_UP_AFTER = 3600.0
"""Seconds. What has neither happened nor failed by then hangs, however busy the machine is."""

REPORT_EVERY = 30.0
"""Seconds between two lines that say what is still waited for."""


def say_nothing(_line: str) -> None:
    """Stand in for somebody who is told, where nobody is."""


def each_look(
    what: str, *, tell: Tell = say_nothing, every: float = 0.1, at_most: float = GIVE_UP_AFTER
) -> Iterator[None]:
    """Yield at once and then every `every` seconds, to a caller that looks each time whether it need wait longer.

    The caller returns when `what` has happened and raises when it can no longer happen. The loop ends by itself only
    after `at_most` seconds. `tell` gets a line of English each time REPORT_EVERY seconds have passed.
    """
    began = reported = now = time.monotonic()
    while now - began <= at_most:
        yield
        time.sleep(every)
        now = time.monotonic()
        if now - reported >= REPORT_EVERY:
            tell(f"Still waiting for {what}, {now - began:.0f} seconds so far ...")
            reported = now
