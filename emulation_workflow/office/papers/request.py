"""What every paper needs: who asks for which, and what all of them carry."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from emulation_workflow.domain.campaign import Body, Campaign, Document, GateStep, Predecessor
from emulation_workflow.domain.errors import Problem, ProblemCode, Rejected
from emulation_workflow.domain.papers.paper import Issuer, Paper, PaperKind, PaperTable, Source
from emulation_workflow.domain.registers import Official
from emulation_workflow.messages.days import day_words
from emulation_workflow.messages.names import document_named, gate_words, plan_named
from emulation_workflow.messages.papers.papers import (
    CITED,
    CITED_ABOUT,
    DATED_EARLY,
    FORMER,
    FORMER_WITH_THEME,
)
from emulation_workflow.office.office import Office


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperRequest:
    """A paper that somebody asks for. `unit` is a code, `order` the number of an official document.

    `written_on` decides the format; `number` "" is left to the clerk, `signer` None to whoever signs. `made_by` is the
    number of the official for whom it is made; only papers that name people ask for one. `as_of` is the last day of a
    report's figures, where that is not the paper's own day.
    """

    kind: PaperKind
    written_on: date
    unit: str = ""
    order: str = ""
    number: str = ""
    signer: Official | None = None
    made_by: str = ""
    as_of: date | None = None


def compose_paper(
    office: Office,
    request: PaperRequest,
    *,
    name: str,
    issuer: Issuer,
    context: Mapping[str, object],
    tables: Mapping[str, PaperTable] | None = None,
    as_of: date | None = None,
    inputs: tuple[tuple[str, str], ...] = (),
    draft: str = "",
) -> Paper:
    """Return the paper, with what all papers carry added to `context`. `draft`: why nobody can sign it yet."""
    return Paper(
        kind=request.kind,
        name=name,
        issuer=issuer,
        written_on=request.written_on,
        context=of_campaign(office.campaign) | dict(context),
        tables=tables or {},
        source=Source(as_of=as_of or office.clock.now().date(), campaign_sha256=office.campaign.sha256, inputs=inputs),
        number=request.number,
        signer=request.signer,
        draft=draft,
    )


def dated_early(request: PaperRequest, what: str, day: date | None) -> str:
    """Return why a paper that is dated before what it tells of is a draft, "" if it is not."""
    return DATED_EARLY.format(what=what, day=day_words(day)) if day is not None and request.written_on < day else ""


def of_campaign(campaign: Campaign) -> dict[str, Any]:
    """Return the plan that everything rests on, and the congress it leads to."""
    before = campaign.congress.predecessors if campaign.congress else ()
    return {
        "campaign_title": campaign.title,
        "says": dict(gate_words(campaign)),
        "plan": {
            "named": plan_named(campaign),
            "day": day_words(campaign.plan.date),
            "issuer": campaign.plan.issuer,
            "title": _lower_first(campaign.plan.title or campaign.title),
        },
        "congress": campaign.congress.name if campaign.congress else "",
        "review_period": campaign.review_period.words if campaign.review_period else "",
        "since": [_former(former) for former in before],
        "province": campaign.province,
        "called": campaign.board_name,
        "basis": [_cited(document) for document in campaign.basis],
        "guidance": [_cited(document) for document in campaign.guidance],
    }


def _former(congress: Predecessor) -> str:
    """Return a former congress with its year and, as its own and no other's, its theme."""
    words = FORMER_WITH_THEME if congress.theme else FORMER
    return words.format(name=congress.name, year=congress.year, theme=congress.theme)


def _cited(document: Document) -> str:
    """Return a document as papers cite it."""
    cited = CITED.format(named=document_named(document.number), day=day_words(document.date), issuer=document.issuer)
    return CITED_ABOUT.format(cited=cited, title=_lower_first(document.title)) if document.title else cited


def board(campaign: Campaign) -> Body:
    """Return the body that appraises, follows and reports: whose role takes the gate's step of appraisal.

    Where no body acts in that role it is who sends the letters. Rejected("paper_without_body") where there is none.
    """
    step = campaign.gate.appraising if campaign.gate else None
    return _body_of_step(campaign, step, "board", campaign.letters.from_name)


def committee(campaign: Campaign) -> Body:
    """Return the body that gives its opinion and is reported to, or whose plan it is. Rejected as above."""
    return _body_of_step(campaign, campaign.gate.opining if campaign.gate else None, "committee", campaign.plan.issuer)


def council(campaign: Campaign) -> str:
    """Return the name of the other body that the Board works for as its standing agency, "" if there is none."""
    own = board(campaign)
    return next((body.name for body in campaign.bodies if own.unit and body.unit == own.unit and body.id != own.id), "")


def _body_of_step(campaign: Campaign, step: GateStep | None, fallback: str, otherwise: str) -> Body:
    role = step.role if step else fallback
    acting_for = {role.id: role.body for role in campaign.roles}.get(role) or fallback
    known = [body for body in campaign.bodies if body.id == acting_for]
    body = next(iter(known or [body for body in campaign.bodies if body.name == otherwise]), None)
    if body is None:
        raise Rejected(Problem(code=ProblemCode.PAPER_WITHOUT_BODY, params={"role": role}))
    return body


def needed_unit(request: PaperRequest) -> str:
    """Return the code of the unit that the paper is about. Rejected if none was named."""
    if not request.unit:
        raise Rejected(Problem(code=ProblemCode.PAPER_UNIT_MISSING))
    return request.unit


def digest(rows: object) -> str:
    """Return the SHA-256 of these plain values, whatever day it is."""
    written = json.dumps(rows, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(written.encode()).hexdigest()


def _lower_first(text: str) -> str:
    return f"{text[:1].lower()}{text[1:]}"
