"""Cases, codes and wrong answers in a real database."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from emulation_workflow.adapters.record.store import SqlStore
from emulation_workflow.domain.approval.codes import CodeIssue
from emulation_workflow.domain.approval.transitions import Case
from emulation_workflow.domain.errors import RecordChanged
from tests.support.processes.writer import NOW

words = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]))
moments = st.datetimes(
    min_value=datetime(1980, 1, 1),  # noqa: DTZ001 (hypothesis adds the time zone)
    max_value=datetime(2100, 1, 1),  # noqa: DTZ001 - as above
    timezones=st.timezones(),
    allow_imaginary=False,
).filter(lambda moment: moment == moment.astimezone(UTC))  # Python finds an hour that comes twice equal to nothing.
cases = st.builds(
    Case,
    unit=st.just("608"),
    stage=words,
    since=moments,
    version=st.integers(0, 999),
    opinion_version=st.none() | st.integers(0, 999),
    asked_changes=words,
    fixed_day=st.none() | st.dates(),
    fixed_by=words,
    run_id=st.none() | words,
)


def issue(ref: str, **changes: object) -> CodeIssue:
    of_608 = CodeIssue(ref=ref, unit="608", official="B1", stage="APPRAISAL", version=1, issued_at=NOW)
    return replace(of_608, **changes)  # type: ignore[arg-type]  # fields by name, of any type


@given(case=cases)
@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_a_case_is_read_back_as_it_was_written(store: SqlStore, case: Case) -> None:
    """Words keep their marks and their Unicode form, instants and days stay the same."""
    with store.act() as record:
        before = record.cases.get("608")
        if before is None:
            record.cases.add(case)
            written = case
        else:
            record.cases.change(replace(case, lock=before.lock))
            written = replace(case, lock=before.lock + 1)

    with store.look() as record:
        assert record.cases.get("608") == written


def test_instants_come_back_in_vietnams_time(store: SqlStore) -> None:
    """Stored as UTC, shown as the office's clock shows it."""
    with store.act() as record:
        record.cases.add(Case(unit="608", stage="DRAFTING", since=datetime(2020, 2, 5, 20, 30, tzinfo=UTC)))

    with store.look() as record:
        case = record.cases.get("608")
        assert case is not None
        assert case.since.isoformat() == "2020-02-06T03:30:00+07:00"


def test_an_instant_without_a_time_zone_is_refused(store: SqlStore) -> None:
    """A naive time could be anybody's; it never reaches the record."""
    naive = datetime(2020, 2, 5, 9)  # noqa: DTZ001 - the fault that is tested

    with pytest.raises(Exception, match="says no time zone"), store.act() as record:
        record.cases.add(Case(unit="608", stage="DRAFTING", since=naive))

    with store.look() as record:
        assert record.cases.get("608") is None


def test_a_case_that_was_changed_since_it_was_read_is_not_overwritten(store: SqlStore) -> None:
    """The second of two changes from one reading raises RecordChanged, and its whole act is undone."""
    first = Case(unit="608", stage="DRAFTING", since=NOW)
    with store.act() as record:
        record.cases.add(first)
    with store.act() as record:
        record.cases.change(replace(first, stage="APPRAISAL"))

    def change_again() -> None:
        with store.act() as record:
            record.cases.add_code(issue("a"))
            record.cases.change(replace(first, stage="OPINION"))

    with pytest.raises(RecordChanged):
        change_again()

    with store.look() as record:
        assert record.cases.get("608") == replace(first, stage="APPRAISAL", lock=1)
        assert record.cases.code("a") is None


def test_cases_are_listed_by_unit(store: SqlStore) -> None:
    """Every gated pilot's case, each once."""
    with store.act() as record:
        for unit in ("616", "608"):
            record.cases.add(Case(unit=unit, stage="DRAFTING", since=NOW, fixed_day=date(2020, 2, 29)))

    with store.look() as record:
        assert [case.unit for case in record.cases.all()] == ["608", "616"]


def test_codes_are_those_of_one_stage_and_version(store: SqlStore) -> None:
    """A code of another stage, version or unit is not among them."""
    with store.act() as record:
        for issued in (
            issue("a"),
            issue("b", version=2),
            issue("c", stage="OPINION"),
            issue("d", unit="616"),
            issue("e", official="B2"),
        ):
            record.cases.add_code(issued)

    with store.look() as record:
        assert [issue("a"), issue("e", official="B2")] == record.cases.codes("608", stage="APPRAISAL", version=1)


def test_voiding_leaves_used_codes_and_other_units_alone(store: SqlStore) -> None:
    """Void are the unit's unused codes; what was used stays on record as used."""
    with store.act() as record:
        for issued in (issue("a"), issue("b"), issue("c", unit="616")):
            record.cases.add_code(issued)
        record.cases.use_code("a")
        record.cases.void_codes("608")

    with store.look() as record:
        assert record.cases.code("a") == issue("a", used=True)
        assert record.cases.code("b") == issue("b", void=True)
        assert record.cases.code("c") == issue("c", unit="616")


def test_one_officials_codes_can_be_voided_alone(store: SqlStore) -> None:
    """A code asked for anew voids that person's last one and nobody else's."""
    with store.act() as record:
        record.cases.add_code(issue("a"))
        record.cases.add_code(issue("b", official="B2"))
        record.cases.void_codes("608", official="B2")

    with store.look() as record:
        assert [issued.void for issued in record.cases.codes("608", stage="APPRAISAL", version=1)] == [False, True]


def test_wrong_answers_are_counted_by_stage_and_version(store: SqlStore) -> None:
    """Each stage and version has a count of its own, which starts again once reset."""
    with store.act() as record:
        counts = [record.cases.count_wrong_answer("608", stage="APPRAISAL", version=1) for _ in range(3)]
        other = record.cases.count_wrong_answer("608", stage="APPRAISAL", version=2)
        record.cases.reset_wrong_answers("608", stage="APPRAISAL", version=1)
        again = record.cases.count_wrong_answer("608", stage="APPRAISAL", version=1)
        other_again = record.cases.count_wrong_answer("608", stage="APPRAISAL", version=2)

    assert (counts, other, again, other_again) == ([1, 2, 3], 1, 1, 2)
