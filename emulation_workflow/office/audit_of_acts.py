"""Whether plans, reports, files, orders, messages, lists are as the acts say that brought them.

Each act says so itself, by a hash of what it brought. For rows from before there were digests, nothing else does.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from emulation_workflow.domain.orders.order import Order, sha256_of
from emulation_workflow.domain.record.ledger import LedgerKind
from emulation_workflow.domain.record.plain_json import from_json
from emulation_workflow.domain.roll_up import keyed, sha256_of_figures
from emulation_workflow.domain.submissions import plan_sha256
from emulation_workflow.office.delegates.audit import list_faults
from emulation_workflow.ports import Files, Orders, Plans, Publications, Results, Transaction

Body = dict[str, Any]


def faults_of_acts(record: Transaction) -> Iterator[str]:
    """Yield, as English sentences for the operator, what is not as the acts say that brought it."""
    bodies: dict[str, list[Body]] = defaultdict(list)
    for row in record.ledger.entries():
        body = from_json(row.body)
        bodies[body["kind"]].append(body)
    yield from _plan_faults(record.plans, record.files, bodies[LedgerKind.PLAN])
    yield from _order_faults(record.orders, bodies[LedgerKind.ORDER])
    yield from _mail_faults(record.files, bodies[LedgerKind.MAIL])
    yield from _result_faults(record.reports, record.files, bodies[LedgerKind.RESULT])
    yield from list_faults(record.delegates, bodies[LedgerKind.DELEGATES])
    yield from _publication_faults(record.publications, bodies[LedgerKind.PUBLICATION])


def _differs(content: bytes | None, sha256: str) -> bool:
    """Return whether the file is there with another content than the one its SHA-256 names."""
    return content is not None and hashlib.sha256(content).hexdigest() != sha256


def _plan_faults(plans: Plans, files: Files, bodies: Sequence[Body]) -> Iterator[str]:
    """Yield faults of plans: those received must be there as they were."""
    for body in bodies:
        if body["version"] is not None:
            yield from _faults_of_plan(plans, files, body["unit"], body["version"], body["plan_sha256"])


def _faults_of_plan(plans: Plans, files: Files, unit: str, version: int, sha256: str) -> Iterator[str]:
    name = f"plan version {version} of unit {unit}"
    try:
        version_kept = plans.get(unit, version)
    except (KeyError, TypeError, ValueError):
        yield f"{name} cannot be read"
        return
    if version_kept is None:
        yield f"{name} is missing"
    elif plan_sha256(version_kept.body) != sha256 or version_kept.sha256 != sha256:
        yield f"{name} was changed after it was received"
    else:
        for attachment in version_kept.plan.attachments:
            if _differs(files.read(attachment.sha256), attachment.sha256):
                yield f"the file “{attachment.name}” of {name} was changed after it was received"


def _result_faults(results: Results, files: Files, bodies: Sequence[Body]) -> Iterator[str]:
    """Yield faults of reports: those received must be there as they were, with their files, and no others."""
    try:
        kept = {(version.unit, version.version): version for version in results.versions()}
        repeated = {(unit, version): (held_on, figures) for unit, version, held_on, figures in results.figures()}
    except (KeyError, TypeError, ValueError):
        yield "a result report cannot be read"
        return
    for body in bodies:
        name = f"result report version {body['version']} of unit {body['unit']}"
        report = kept.pop((body["unit"], body["version"]), None)
        if report is None:
            yield f"{name} is missing"
        elif plan_sha256(report.body) != body["facts"]["sha256"] or report.sha256 != body["facts"]["sha256"]:
            yield f"{name} was changed after it was received"
        elif repeated[report.unit, report.version] != (report.report.held_on, dict(keyed(report.report))):
            yield f"what is added up of {name} is not what it says"
        for sha256 in body["facts"]["files"]:
            content = files.read(sha256)
            if content is None or _differs(content, sha256):
                yield f"a file of {name} is missing or was changed"
    yield from (f"result report version {version} of unit {unit} was never received" for unit, version in kept)


def _publication_faults(publications: Publications, bodies: Sequence[Body]) -> Iterator[str]:
    """Yield faults of publications: published figures are there as they were, and no others."""
    try:
        kept = {publication.number: publication for publication in publications.all()}
    except (KeyError, TypeError, ValueError):
        yield "a publication cannot be read"
        return
    for body in bodies:
        number, sha256 = body["facts"]["publication"], body["facts"]["sha256"]
        publication = kept.pop(number, None)
        if publication is None:
            yield f"publication {number} is missing"
        elif publication.sha256 != sha256 or sha256_of_figures(publication.found) != sha256:
            yield f"publication {number} was changed after it was made"
    yield from (f"publication {number} was never made" for number in kept)


def _order_faults(orders: Orders, bodies: Sequence[Body]) -> Iterator[str]:
    """Yield faults of orders: documents that were entered say what they said then, and no others are there."""
    kept: dict[str, list[Order]] = defaultdict(list)
    try:
        for order in orders.all():
            kept[order.document].append(order)
    except (KeyError, TypeError, ValueError):
        yield "an order cannot be read"
        return
    for body in bodies:
        name = body["facts"]["document"]
        points = kept.pop(name, [])
        if not points:
            yield f"the order {name} is missing"
        elif sha256_of(points) != body["facts"]["document_sha256"]:
            yield f"the order {name} was changed after it was entered"
    yield from (f"the order {name} was never entered" for name in kept)


def _mail_faults(files: Files, bodies: Sequence[Body]) -> Iterator[str]:
    """Yield faults of messages: those that came in must be there as they came."""
    for body in bodies:
        number, sha256 = body["facts"]["mail"], body["facts"]["sha256"]
        original = files.read(sha256)
        if original is None:
            yield f"the original of message {number} is missing"
        elif _differs(original, sha256):
            yield f"the original of message {number} was changed after it came in"
