"""Notes that somebody is away, as their programs send them without saying so in a header."""

import re

from emulation_workflow.adapters.mail.charsets import bare
from emulation_workflow.messages.mail.programs import ASKS, AWAY_HINTS, AWAY_PROMISES, AWAY_SAYS

_SAYS = re.compile("|".join(AWAY_SAYS))
_HINTS = re.compile("|".join(AWAY_HINTS))
_PROMISES = re.compile("|".join(AWAY_PROMISES))
_ASKS = re.compile("|".join(ASKS))
_READ = 1_000
"""Characters; a note of absence is short."""


def seems_away(subject: str, words: str) -> bool:
    """Return whether these words of a message without files say that nobody reads the mailbox just now.

    Who is away and asks for something is a person.
    """
    text = bare(words[:_READ])
    if _SAYS.search(text):
        return True
    about = f"{bare(subject)} {text}"
    return bool(_HINTS.search(about) and _PROMISES.search(text) and not _ASKS.search(about))
