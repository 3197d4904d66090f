"""Entries about a gated pilot's plan: a decision on paper, its second pair of eyes, a withdrawal, two namesakes."""

from collections.abc import Sequence

from emulation_workflow.domain.approval.entries import Check, DocumentEntry, NamesakeEntry, WithdrawalEntry
from emulation_workflow.domain.approval.transitions import Act, OfficialDocument
from emulation_workflow.domain.errors import ProblemCode
from emulation_workflow.messages.names import decisions_of_gate
from emulation_workflow.messages.screens import run_words
from emulation_workflow.messages.screens.entries import CHECKS
from emulation_workflow.office import register_queries as register
from emulation_workflow.office.approval import entries, second_pair
from emulation_workflow.office.approval.answer_outcomes import AnswerOutcome
from emulation_workflow.office.approval.entries import entry_words
from emulation_workflow.office.office import Office
from emulation_workflow.portal import typed
from emulation_workflow.portal.board.entry_kinds import (
    DeskEntry,
    EntryField,
    EntryTaken,
    Given,
    LookedAt,
    chosen,
    ensured,
)

_WORDS = run_words.FIELDS


def _pilot(office: Office) -> EntryField:
    names = register.pilots(office, office.clock.now().date())
    choices = {code: name for name, code in names.items()}
    return EntryField(key="pilot", words=_WORDS["pilot"], box="choice", choices=choices)


def _person(office: Office, key: str, words: str) -> EntryField:
    people = office.read(lambda record: record.register.officials())
    choices = {person.number: f"{person.name} ({person.number})" for person in people}
    return EntryField(key=key, words=_WORDS[words], box="choice", choices=choices)


def _line(key: str, words: str, box: str = "line") -> EntryField:
    return EntryField(key=key, words=_WORDS[words], box=box)


def _of_paper() -> list[EntryField]:
    return [_line("number", "recorded_number"), _line("signed_on", "recorded_day", "day")]


def paper_fields(office: Office) -> Sequence[EntryField]:
    decision = EntryField(
        key="decision",
        words=_WORDS["recorded_decision"],
        box="choice",
        choices={act.value: name for act, name in decisions_of_gate(office.gate).items()},
    )
    return [
        _pilot(office),
        decision,
        *_of_paper(),
        _person(office, "signer", "signer"),
        _line("reason", "reason", "note"),
        _line("fixed_day", "fixed_day", "day"),
    ]


def _paper(office: Office, given: Given) -> tuple[str, DocumentEntry]:
    fields = paper_fields(office)
    signer = office.read(lambda record: record.register.official(given.one("signer")))
    entry = DocumentEntry(
        act=Act(chosen(given, fields, "decision", otherwise=ProblemCode.PAPER_ACT_MISSING)),
        signer=signer.number if signer else "",
        entered_by=given.by,
        paper=OfficialDocument(
            number=given.one("number"),
            signed_on=typed.day(given.one("signed_on"), _WORDS["recorded_day"].title),
            signer=signer.name if signer else "",
        ),
        reason=given.one("reason"),
        fixed_day=typed.day(given.one("fixed_day"), _WORDS["fixed_day"].title),
    )
    return _unit(given, fields), entry


def _unit(given: Given, fields: Sequence[EntryField]) -> str:
    return chosen(given, fields, "pilot", otherwise=ProblemCode.PILOT_UNKNOWN)


def _record_paper(office: Office, given: Given, code: str) -> EntryTaken:
    unit, entry = _paper(office, given)
    outcome = ensured(entries.record_paper(office, unit, entry, code=code))
    words = run_words.PAPER_WAITS if outcome.is_pending else run_words.PAPER_TAKEN
    return EntryTaken(words=words.format(number=entry.paper.number, unit=_name(office, unit)), case=outcome.case)


def _name(office: Office, unit: str) -> str:
    return register.unit_name(office, unit, office.clock.now().date())


def withdrawal_fields(office: Office) -> Sequence[EntryField]:
    return [
        _pilot(office),
        *_of_paper(),
        _line("signer", "unit_signer"),
        _line("reason", "withdrawal_reason", "note"),
    ]


def _withdrawal(office: Office, given: Given) -> tuple[str, WithdrawalEntry]:
    paper = OfficialDocument(
        number=given.one("number"),
        signed_on=typed.day(given.one("signed_on"), _WORDS["recorded_day"].title),
        signer=given.one("signer"),
    )
    entry = WithdrawalEntry(entered_by=given.by, paper=paper, reason=given.one("reason"))
    return _unit(given, withdrawal_fields(office)), entry


def _withdraw(office: Office, given: Given, code: str) -> EntryTaken:
    unit, entry = _withdrawal(office, given)
    outcome = ensured(entries.withdraw(office, unit, entry, code=code))
    return EntryTaken(words=run_words.PLAN_WITHDRAWN.format(unit=_name(office, unit)), case=outcome.case)


def namesake_fields(office: Office) -> Sequence[EntryField]:
    return [_pilot(office), _person(office, "official", "namesake"), _line("reason", "namesake_reason", "note")]


def _namesake(office: Office, given: Given) -> tuple[str, NamesakeEntry]:
    entry = NamesakeEntry(official=given.one("official"), entered_by=given.by, reason=given.one("reason"))
    return _unit(given, namesake_fields(office)), entry


def _tell_apart(office: Office, given: Given, code: str) -> EntryTaken:
    unit, entry = _namesake(office, given)
    ensured(entries.tell_apart(office, unit, entry, code=code))
    person = office.read(lambda record: record.register.official(entry.official))
    name = person.name if person else entry.official
    return EntryTaken(words=run_words.TOLD_APART.format(name=name, unit=_name(office, unit)))


def check_fields(office: Office) -> Sequence[EntryField]:
    answers = {check.value: name for check, name in CHECKS.items()}
    return [
        _pilot(office),
        _line("number", "check_number"),
        EntryField(key="answer", words=_WORDS["check_answer"], box="choice", choices=answers),
        _line("reason", "check_reason", "note"),
    ]


def _check_paper(office: Office, given: Given, code: str) -> EntryTaken:
    fields = check_fields(office)
    unit, number = _unit(given, fields), given.one("number")
    check = Check(chosen(given, fields, "answer", otherwise=ProblemCode.PAPER_CHECK_MISSING))
    outcome = ensured(
        second_pair.check_paper(
            office, unit, number=number, by=given.by, check=check, code=code, reason=given.one("reason")
        )
    )
    words = run_words.PAPER_CHECKED.format(number=number, unit=_name(office, unit), answer=CHECKS[check])
    return EntryTaken(words=words, case=outcome.case)


def _look_at_check(office: Office, given: Given) -> LookedAt:
    unit = _unit(given, check_fields(office))
    chosen(given, check_fields(office), "answer", otherwise=ProblemCode.PAPER_CHECK_MISSING)
    return LookedAt(rows=second_pair.pending_words(office, unit, given.one("number")))


def _asked(outcome: AnswerOutcome) -> None:
    ensured(outcome)


CASE_ENTRIES: Sequence[DeskEntry] = (
    DeskEntry(
        slug="van-ban-giay",
        words=_WORDS["paper_form"],
        fields=paper_fields,
        look=lambda office, given: LookedAt(rows=entry_words(office, *_paper(office, given))),
        ask_code=lambda office, given: _asked(entries.request_code(office, *_paper(office, given))),
        record=_record_paper,
    ),
    DeskEntry(
        slug="xac-nhan-van-ban",
        words=_WORDS["check_form"],
        fields=check_fields,
        look=_look_at_check,
        record=_check_paper,
        has_code_already=True,
    ),
    DeskEntry(
        slug="rut-ke-hoach",
        words=_WORDS["withdrawal_form"],
        fields=withdrawal_fields,
        look=lambda office, given: LookedAt(rows=entry_words(office, *_withdrawal(office, given))),
        ask_code=lambda office, given: _asked(entries.request_code(office, *_withdrawal(office, given))),
        record=_withdraw,
    ),
    DeskEntry(
        slug="trung-ten",
        words=_WORDS["namesake_form"],
        fields=namesake_fields,
        look=lambda office, given: LookedAt(rows=entry_words(office, *_namesake(office, given))),
        ask_code=lambda office, given: _asked(entries.request_code(office, *_namesake(office, given))),
        record=_tell_apart,
    ),
)
