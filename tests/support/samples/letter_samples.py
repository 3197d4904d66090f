"""Every letter with made-up contents, in a campaign's own words, for tests of what templates make of them."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from emulation_workflow.domain.campaign import Campaign, Level
from emulation_workflow.domain.mail import WITH_CODE, Addressee, Letter, LetterKind
from emulation_workflow.messages.labels import CONFERENCE
from emulation_workflow.office.letters import letter_context

CONTEXTS = Path(__file__).with_name("letter_contexts.yaml")


def sample_letters(campaign: Campaign, level: Level) -> Iterator[Letter]:
    """Yield one letter of each kind about a made-up unit of `level`."""
    samples: dict[str, Any] = yaml.safe_load(CONTEXTS.read_text(encoding="utf-8"))
    for kind in LetterKind:
        own: dict[str, Any] = samples["common"] | samples["letters"][kind.value]
        context = {**own, **_of_campaign(campaign, level), "written_on": own["written_on"]}
        if "conference" in own:
            context["conference"] = own["conference"] | _conference(level)
        yield Letter(
            key=f"sample/{kind.value}",
            kind=kind,
            to=tuple(Addressee(name=addressee["name"], email="mau@example.vn") for addressee in context["addressees"]),
            context=context,
            code_ref="sample" if kind in WITH_CODE else "",
        )


def _of_campaign(campaign: Campaign, level: Level) -> Mapping[str, Any]:
    rules = [*(step.rule for step in campaign.gate.steps), campaign.gate.rule] if campaign.gate else []
    rules += [pilot.rule for pilot in campaign.pilots if pilot.level == level.id and pilot.gated] or [level.rule]
    quoted = [campaign.rule(rule_id) for rule_id in dict.fromkeys(rules)]
    return {
        **letter_context.of_campaign(campaign, on=campaign.effective_from),
        "basis": [{"clause": rule.clause, "quote": rule.quote} for rule in quoted],
    }


def _conference(level: Level) -> Mapping[str, Any]:
    return {"name": next(iter(level.conference.names), CONFERENCE)} if level.conference else {}
