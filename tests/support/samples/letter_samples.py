"""Every letter with made-up contents, in a campaign's own words, for tests of what templates make of them."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from emulation_workflow.domain.campaign import Campaign, Level
from emulation_workflow.domain.mail import WITH_CODE, Addressee, Letter, LetterKind
from emulation_workflow.messages.days import day_words
from emulation_workflow.messages.labels import CONFERENCE
from emulation_workflow.messages.names import gate_words
from emulation_workflow.office.letters.letter_context import short_name

CONTEXTS = Path(__file__).with_name("letter_contexts.yaml")


def sample_letters(campaign: Campaign, level: Level) -> Iterator[Letter]:
    """Yield one letter of each kind about a made-up unit of `level`."""
    samples: dict[str, Any] = yaml.safe_load(CONTEXTS.read_text(encoding="utf-8"))
    for kind in LetterKind:
        own: dict[str, Any] = samples["letters"][kind.value]
        context = samples["common"] | own | _of_campaign(campaign, level)
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
    return {
        "campaign_title": campaign.title,
        "plan_number": campaign.plan.number,
        "plan_date": day_words(campaign.plan.date),
        "plan_issuer": campaign.plan.issuer,
        "plan_issuer_short": short_name(campaign, campaign.plan.issuer),
        "from_name": campaign.letters.from_name,
        "board": campaign.board_name,
        "opinion": dict(gate_words(campaign)),
        "signature": list(campaign.letters.signature),
        "contact": campaign.letters.contact,
        "basis": [
            {"clause": campaign.rule(rule_id).clause, "quote": campaign.rule(rule_id).quote}
            for rule_id in dict.fromkeys(rules)
        ],
    }


def _conference(level: Level) -> Mapping[str, Any]:
    return {"name": next(iter(level.conference.names), CONFERENCE)} if level.conference else {}
