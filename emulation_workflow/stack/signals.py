"""Ending in order when somebody asks the program to end."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class AskedToEnd(BaseException):
    """Ctrl-C, or `kill`: no error. It passes through whatever is going on, so that every `with` ends what it began."""

    def __init__(self, number: int) -> None:
        super().__init__(signal.Signals(number).name)
        self.exit_code = 128 + number


@contextmanager
def raising_when_asked_to_end() -> Iterator[None]:
    """Raise AskedToEnd in the main thread at each signal that asks to end, as long as the context is open."""

    def ask(number: int, _frame: FrameType | None) -> NoReturn:
        raise AskedToEnd(number)

    before = {number: signal.signal(number, ask) for number in ENDING}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
