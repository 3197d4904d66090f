"""Who may sign a paper: somebody who acts for the body or unit that issues it, and is no clerk of it."""

from collections.abc import Iterator
from dataclasses import replace

from emulation_workflow.domain.campaign import Campaign, Role, RoleScope
from emulation_workflow.domain.errors import Problem, ProblemCode, Rejected
from emulation_workflow.domain.papers.paper import Issuer, Paper, UnitIssuer
from emulation_workflow.domain.registers import Decider
from emulation_workflow.office.authority import acting_in
from emulation_workflow.office.office import Office
from emulation_workflow.ports import Register


def ensured_signer(office: Office, paper: Paper) -> Paper:
    """Return the paper, with whom its signer stands in for, if they may sign it on its day.

    Rejected with who may otherwise, or with what the list of officials lacks.
    """
    if paper.signer is None:
        return paper
    with office.store.look() as record:
        signers = list(_signers(record.register, office.campaign, paper))
    for_whom = [decider.on_behalf_of for decider in signers if decider.official.number == paper.signer.number]
    if for_whom:
        return replace(paper, signs_for=None if None in for_whom else for_whom[0])
    if signers:
        who = list(dict.fromkeys(f"{decider.official.name} ({decider.official.title})" for decider in signers))
        raise Rejected(Problem(code=ProblemCode.PAPER_SIGNER_UNFIT, params={"name": paper.signer.name, "who": who}))
    params = {"name": paper.signer.name, "day": paper.written_on, **_row_that_lacks(office.campaign, paper.issuer)}
    raise Rejected(Problem(code=ProblemCode.PAPER_SIGNER_NONE, params=params))


def _row_that_lacks(campaign: Campaign, issuer: Issuer) -> dict[str, object]:
    """Return for whom the list of officials has to name somebody, in which role and of which unit."""
    if isinstance(issuer, UnitIssuer):
        roles = [role.id for role in campaign.roles if role.scope is RoleScope.OWN_UNIT]
        return {"issuer": issuer.unit.name, "unit": issuer.unit.code, "roles": roles}
    roles = [role.id for role in _signing_roles(campaign) if role.body == issuer.id]
    return {"issuer": issuer.name, "unit": issuer.unit or issuer.name, "roles": roles}


def _signing_roles(campaign: Campaign) -> Iterator[Role]:
    """Yield the roles in which people sign: clerks do not."""
    clerks = {campaign.order_recorder, campaign.gate.recorded_by if campaign.gate else ""}
    yield from (role for role in campaign.roles if role.id not in clerks)


def _signers(register: Register, campaign: Campaign, paper: Paper) -> Iterator[Decider]:
    for role in _signing_roles(campaign):
        for decider in acting_in(register, role.id, paper.written_on):
            if isinstance(paper.issuer, UnitIssuer):
                if decider.official.unit == paper.issuer.unit.code:
                    yield decider
            elif role.body == paper.issuer.id:
                yield decider
