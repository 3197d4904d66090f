"""Published figures, and the reports that stand behind figures."""

from collections.abc import Sequence

from emulation_workflow.domain.errors import Problem, ProblemCode, Rejected
from emulation_workflow.domain.roll_up import Node, Publication, RollUp, VersionUsed
from emulation_workflow.domain.submissions import ResultVersion
from emulation_workflow.office.office import Office


def publications(office: Office) -> Sequence[Publication]:
    """Return what was published, oldest first."""
    return office.read(lambda record: record.publications.all())


def publication_numbered(office: Office, number: int | None = None) -> Publication:
    """Return the publication with this number, or the last. Rejected, with the numbers there are, if there is none."""
    made = publications(office)
    chosen = [publication for publication in made if number in (None, publication.number)]
    if not chosen:
        known = ", ".join(str(publication.number) for publication in made)
        raise Rejected(Problem(code=ProblemCode.PUBLICATION_UNKNOWN, params={"number": number or "", "known": known}))
    return chosen[-1]


def reports_behind(office: Office, roll_up: RollUp, node: Node) -> list[tuple[VersionUsed, ResultVersion | None]]:
    """Return the reports that count for the node or below it: which version was used, and the report itself."""
    keys = {below.key for below in node.walk()}
    return office.read(
        lambda record: [
            (used, record.reports.get(used.unit, used.version)) for used in roll_up.versions if used.counts_for in keys
        ]
    )
