"""What is wrong, said in the words of the campaign that a command works with."""

from contextvars import ContextVar

from emulation_workflow import bootstrap
from emulation_workflow.domain.campaign import Campaign
from emulation_workflow.domain.errors import Problem
from emulation_workflow.messages import sentence
from emulation_workflow.settings import BadSetting

_SPOKEN_OF: ContextVar[Campaign | None] = ContextVar("spoken_of", default=None)


def speak_of(campaign: Campaign) -> None:
    """Say what is wrong from now on in this campaign's words: it is another than the one in the settings."""
    _SPOKEN_OF.set(campaign)


def told(problem: Problem) -> str:
    """Return what is wrong; in neutral words where the settings name no campaign that can be read."""
    return sentence(problem, _SPOKEN_OF.get() or _of_settings())


def _of_settings() -> Campaign | None:
    try:
        return bootstrap.campaign(bootstrap.settings())
    except BadSetting:
        return None
