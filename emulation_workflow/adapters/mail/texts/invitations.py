"""What a calendar program sends: an answer to an entry with its writer's comment, or an entry of its own."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from emulation_workflow.messages.days import at_words, day_words
from emulation_workflow.messages.mail import invitations as words

_MOST_ENTRIES = 20
_ANSWERS = frozenset({"REPLY", "COUNTER"})


@dataclass(frozen=True, slots=True)
class Invitation:
    """What an entry says, in `words`; `comment` is its writer's. `is_yes`: it accepts, and nothing else is said."""

    words: str = ""
    comment: str = ""
    is_yes: bool = False


def invitation_in(text: str) -> Invitation:
    """Return what stands in a calendar for a person to read; of one that cannot be read, that it cannot."""
    from icalendar import Calendar  # noqa: PLC0415 - hardly any message holds one

    try:
        calendar = Calendar.from_ical("\r\n".join(text.splitlines()))
        entries = [entry for entry in calendar.walk() if entry.name in ("VEVENT", "VTODO")]
        method = str(calendar.get("METHOD", "")).upper()
        said = [_said(entry, method) for entry in entries[:_MOST_ENTRIES]]
    except Exception:  # noqa: BLE001 - the library raises whatever a broken calendar makes it trip over
        said = []
    if not said:
        return Invitation(words.UNREADABLE)
    return Invitation(
        "\n".join(entry.words for entry in said),
        "\n".join(entry.comment for entry in said if entry.comment),
        is_yes=all(entry.is_yes for entry in said),
    )


def _said(entry: Any, method: str) -> Invitation:
    title = str(entry.get("SUMMARY", "")).strip() or words.UNTITLED
    comment = "\n".join(filter(None, (str(line).strip() for line in _all(entry.get("COMMENT")))))
    if method not in _ANSWERS:
        details = (str(entry.get(name, "")).strip() for name in ("LOCATION", "DESCRIPTION"))
        named = words.ENTRY.format(title=title, moment=_moment(entry))
        return Invitation("\n".join(filter(None, (named, *details, comment))), comment)
    given = [
        str(attendee.params.get("PARTSTAT", "")).upper()
        for attendee in _all(entry.get("ATTENDEE"))
        if hasattr(attendee, "params")
    ]
    answers = [words.ANSWERS[answer] for answer in given if answer in words.ANSWERS]
    is_counter = method == "COUNTER"
    answer = words.COUNTER if is_counter else "; ".join(answers) or words.NO_ANSWER
    named = words.ANSWER.format(title=title, answer=answer, moment=_moment(entry) if is_counter else "")
    is_yes = not (is_counter or comment) and bool(given) and set(given) <= {"ACCEPTED", "COMPLETED"}
    return Invitation("\n".join(filter(None, (named, comment))), comment, is_yes=is_yes)


def _moment(entry: Any) -> str:
    start = getattr(entry.get("DTSTART"), "dt", None)
    if isinstance(start, datetime):
        return words.FROM.format(moment=at_words(start))
    return words.FROM.format(moment=day_words(start)) if isinstance(start, date) else ""


def _all(value: Any) -> Iterable[Any]:
    if value is None:
        return ()
    return value if isinstance(value, list) else (value,)
