"""How many delegates an upper conference allocates to units below it, entered at the desk as its document has them."""

from collections.abc import Sequence

from emulation_workflow.adapters.schemas.plan_lookup import find_unit
from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.delegates import Quota
from emulation_workflow.domain.errors import Problem, ProblemCode, Rejected
from emulation_workflow.messages.screens import delegates as quota_words
from emulation_workflow.messages.screens import pages as words
from emulation_workflow.office import clerk_entries
from emulation_workflow.office import register_queries as register
from emulation_workflow.office.delegates.quotas import preview_quotas, quota_entry, record_quotas
from emulation_workflow.office.office import Office
from emulation_workflow.portal import typed
from emulation_workflow.portal.board.entry_kinds import (
    DAY,
    UNIT_BOX,
    DeskEntry,
    EntryField,
    EntryPart,
    EntryTaken,
    Given,
    LookedAt,
    today,
)

LONGEST_NUMBER = 9


def quota_fields(_office: Office) -> Sequence[EntryField]:
    """Return the document's own fields."""
    of = quota_words.FIELDS
    return [
        EntryField(key="upper", words=of["upper"], box=UNIT_BOX),
        EntryField(key="document", words=of["document"]),
        EntryField(key="signed_on", words=of["signed_on"], box=DAY),
    ]


def unit_fields(_office: Office) -> Sequence[EntryField]:
    """Return the fields of one unit."""
    of = quota_words.FIELDS
    return [
        EntryField(key="unit", words=of["desk_unit"], box=UNIT_BOX),
        EntryField(key="number", words=of["quota_number"]),
    ]


def _quotas(office: Office, given: Given) -> list[Quota]:
    of, units = quota_words.FIELDS, register.units(office)
    signed_on = typed.day(given.one("signed_on"), of["signed_on"].title)
    on = signed_on or today(office)
    upper = find_unit(given.one("upper"), units, day=on, where=of["upper"].title)
    parts = [Given(by=given.by, texts=texts) for texts in given.parts]
    filled = [part for part in parts if part.one("unit") or part.one("number")]
    return [
        Quota(
            upper=upper.code,
            unit=find_unit(part.one("unit"), units, day=on, where=of["desk_unit"].title).code,
            number=_number(part.one("number")),
            document=given.one("document"),
            signed_on=signed_on,
            recorded_at=office.clock.now(),
            recorded_by=given.by,
        )
        for part in filled or parts[:1]
    ]


def _number(digits: str) -> int:
    if not digits.isdecimal() or len(digits) > LONGEST_NUMBER:
        where = quota_words.FIELDS["quota_number"].title
        raise Rejected(Problem(code=ProblemCode.QUOTA_NUMBER_MISSING, where=where))
    return int(digits)


def _look_at_quotas(office: Office, given: Given) -> LookedAt:
    quotas = _quotas(office, given)
    taken = preview_quotas(office, quotas)
    told = quota_words.QUOTAS_FORESEEN.format(new=len(taken.new), same=len(taken.same))
    return LookedAt(rows=quota_entry(office, quotas).rows, effects=[(words.WOULD_CHANGE, [told])])


def _record_quotas(office: Office, given: Given, code: str) -> EntryTaken:
    taken = record_quotas(office, _quotas(office, given), code=code, channel=Channel.PAGE)
    return EntryTaken(words=quota_words.QUOTAS_TAKEN.format(new=len(taken.new), same=len(taken.same)))


QUOTA_ENTRY = DeskEntry(
    slug="phan-bo-dai-bieu",
    words=quota_words.FIELDS["desk_form"],
    fields=quota_fields,
    part=EntryPart(words=quota_words.QUOTA_PART, fields=unit_fields),
    look=_look_at_quotas,
    ask_code=lambda office, given: clerk_entries.request_code(office, quota_entry(office, _quotas(office, given))),
    record=_record_quotas,
)
