"""What the flows work with: the office, its settings and its day. Nothing is read or made before the first use."""

from datetime import date
from functools import cache

from emulation_workflow import bootstrap
from emulation_workflow.adapters.schemas.legacy_letters import found_as
from emulation_workflow.domain.registers import Official, Unit
from emulation_workflow.messages.names import filled
from emulation_workflow.office import register_queries as register
from emulation_workflow.office.office import Office
from emulation_workflow.settings import Settings

_BEFORE_NUMBER = " – "


@cache
def settings() -> Settings:
    """Return the settings of this process."""
    return bootstrap.settings()


@cache
def office() -> Office:
    """Return the office on its record, which is brought to the program's version first."""
    return bootstrap.office(settings())


def in_words(text: str) -> str:
    """Return the text with the campaign's own words for whoever is named in it (`messages.names`)."""
    return filled(text, bootstrap.campaign(settings())) if "{" in text else text


def today() -> date:
    """Return the office's day, in its time zone."""
    return office().clock.now().date()


def day_of_names() -> date:
    """Return the day whose register names units on forms: today, or the campaign's nearest day to it."""
    return office().campaign.nearest_day(today())


def unit_of(code: str) -> Unit:
    """Return the unit with this code. Rejected if the plan binds none such today."""
    return register.bound_unit(office(), code, today())


def pilots() -> dict[str, str]:
    """Return the gated pilots' codes by the names that people choose them by."""
    return register.pilots(office(), day_of_names())


def pilot_code(words: str) -> str:
    """Return the code of the gated pilot with this name or code. Rejected("pilot_unknown") otherwise."""
    return found_as(words, lambda typed: register.pilot_code(office(), typed, day_of_names()))


def person_words(person: Official) -> str:
    """Return how a person is offered to be chosen."""
    return f"{person.name}{_BEFORE_NUMBER}{person.number}"


def number_chosen(words: str) -> str:
    """Return the number of who was chosen, or what was typed instead."""
    return words.rpartition(_BEFORE_NUMBER)[2]


def official_number(words: str) -> str:
    """Return the number of the one official with this name or number. Rejected if there is none, or several."""
    return official(words).number


def named(words: str) -> str:
    """Return as `official_number` who is named for an act without a code; "" where nobody is, which the office refuses.

    Whoever is named is told, so that nobody acts in a name that can be told nothing.
    """
    return official_number(words) if words.strip() else ""


def official(words: str) -> Official:
    """Return the one official with this name or number. Rejected if there is none, or several."""
    return found_as(number_chosen(words), lambda typed: register.find_official(office(), typed))
