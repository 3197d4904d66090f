"""Delegate lists and quotas, as the record has them."""

from collections.abc import Mapping, Sequence

from emulation_workflow.domain.delegates import DelegateListVersion, ListKind, Quota
from emulation_workflow.domain.errors import Problem, ProblemCode, Rejected
from emulation_workflow.domain.findings import Finding
from emulation_workflow.domain.registers import Unit
from emulation_workflow.office.delegates.list_receipt import findings_on
from emulation_workflow.office.delegates.quotas import quotas_in_force
from emulation_workflow.office.office import Office


def delegate_lists(office: Office, upper: str | None) -> Sequence[DelegateListVersion]:
    """Return every list that came, for one unit's conference or for any."""
    return office.read(lambda record: record.delegates.lists(upper))


def checked_today(office: Office, kind: ListKind, unit: Unit) -> tuple[DelegateListVersion, Unit, list[Finding]]:
    """Return the unit's latest list, the unit whose conference it is for, and what is found in it today.

    Rejected if there is no such list.
    """
    with office.store.look() as record:
        version = record.delegates.get(kind, unit.code)
        if version is None:
            raise Rejected(Problem(code=ProblemCode.LIST_NONE, params={"unit": unit.name}))
        upper = next(known for known in record.register.units() if known.code == version.upper)
        return version, upper, findings_on(record, office, version.as_received, upper, office.clock.now().date())


def quotas_today(office: Office, upper: str) -> Mapping[str, Quota]:
    """Return the quotas of one conference that are in force today, by unit."""
    return office.read(lambda record: quotas_in_force(record.delegates.quotas(upper), on=office.clock.now().date()))
