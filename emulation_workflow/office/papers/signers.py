"""Who may sign a paper: somebody who acts for the body or unit that issues it, and is no clerk of it."""

from collections.abc import Iterator

from emulation_workflow.domain.campaign import Campaign
from emulation_workflow.domain.errors import Problem, ProblemCode, Rejected
from emulation_workflow.domain.papers.paper import Paper, UnitIssuer
from emulation_workflow.domain.registers import Official
from emulation_workflow.office.authority import acting_in
from emulation_workflow.office.office import Office
from emulation_workflow.ports import Register


def ensure_may_sign(office: Office, paper: Paper) -> None:
    """Do nothing if the paper's signer may sign it on its day, or none is named. Rejected with who may otherwise."""
    if paper.signer is None:
        return
    with office.store.look() as record:
        signers = list(_signers(record.register, office.campaign, paper))
    if paper.signer.number not in {official.number for official in signers}:
        who = [f"{official.name} ({official.title})" for official in dict.fromkeys(signers)]
        code = ProblemCode.PAPER_SIGNER_UNFIT if who else ProblemCode.PAPER_SIGNER_NONE
        raise Rejected(Problem(code=code, params={"name": paper.signer.name, "who": who}))


def _signers(register: Register, campaign: Campaign, paper: Paper) -> Iterator[Official]:
    clerks = {campaign.order_recorder, campaign.gate.recorded_by if campaign.gate else ""}
    for role in campaign.roles:
        if role.id in clerks:
            continue
        for decider in acting_in(register, role.id, paper.written_on):
            if isinstance(paper.issuer, UnitIssuer):
                if decider.official.unit == paper.issuer.unit.code:
                    yield decider.official
            elif role.body == paper.issuer.id:
                yield decider.official
