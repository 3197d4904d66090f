"""A list says nothing of what it leaves out: no column, no cell and no older list wipes what is registered."""

from dataclasses import fields, replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from emulation_workflow.domain.registers import Official, Substitution, Unit, completed

DAY = date(2020, 3, 1)
LEAVE = Substitution(substitute="B2", start=DAY, end=date(2020, 3, 9))
AN = Official(
    number="B1",
    name="An",
    title="Trưởng Ban",
    role="board",
    email="an@kontum.example",
    unit="608",
    valid_from=date(2019, 1, 1),
    valid_to=DAY,
    substitutions=(LEAVE,),
)
WARD = Unit(
    code="23284",
    name="Phường Duy Tân",
    level="commune",
    kind="phường",
    parent="608",
    group="Cụm 1",
    pilot=True,
    email="duytan@kontum.example",
    head="Bình",
    valid_from=date(2019, 9, 1),
    valid_to=date(2025, 6, 30),
    successor="23285",
    source="GSO",
    note="gộp năm 2025",
)
BARE_AN = Official(number="B1", name="An", title="Trưởng Ban", role="board", email="an@kontum.example")
BARE_WARD = Unit(code="23284", name="Phường Duy Tân", level="commune", kind="phường")
UNIT_COLUMNS = frozenset(field.name for field in fields(Unit))
OFFICIAL_COLUMNS = frozenset(field.name for field in fields(Official))


def test_an_official_who_ended_stays_ended() -> None:
    """A list without the columns of days and substitutes leaves both: nobody comes back into office by it."""
    [item] = completed([BARE_AN], [AN], columns={"number", "name", "title", "role", "email"})

    assert item.entry == AN
    assert item.blank == ()


def test_a_unit_keeps_what_a_short_list_leaves_out() -> None:
    """Pilot mark, note, group, address, head and days stay; the only bearer of the code is the one that is meant."""
    [item] = completed([BARE_WARD], [WARD], columns={"code", "name", "level", "kind"})

    assert (item.entry, item.registered, item.blank) == (WARD, WARD, ())


def test_blank_cells_are_told_and_cleared_only_when_asked() -> None:
    """An empty cell in a column that is there may be meant: it is shown, and takes effect with `clear`."""
    [told] = completed([BARE_AN], [AN], columns=OFFICIAL_COLUMNS)
    [cleared] = completed([BARE_AN], [AN], columns=OFFICIAL_COLUMNS, clear=True)

    assert told.entry == AN
    assert set(told.blank) == {"unit", "valid_from", "valid_to", "substitutions"}
    assert (cleared.entry, cleared.blank) == (BARE_AN, ())


def test_a_new_substitution_leaves_the_former() -> None:
    """A paper that was signed in the days of the former one is still judged by it."""
    later = Substitution(substitute="B3", start=date(2020, 5, 1), end=date(2020, 5, 9))

    [item] = completed([replace(BARE_AN, substitutions=(later,))], [AN], columns={"substitutions"})
    [alone] = completed([replace(BARE_AN, substitutions=(later,))], [AN], columns={"substitutions"}, clear=True)

    assert set(item.entry.substitutions) == {LEAVE, later}
    assert item.blank == ("substitutions",)
    assert alone.entry.substitutions == (later,)


def test_an_older_list_does_not_rename_who_bears_the_code_now() -> None:
    """Two units bore the code, and the list has no days: neither is guessed, so the import refuses the overlap."""
    now = replace(WARD, name="Phường Đăk Cấm", valid_from=date(2025, 7, 1), valid_to=None)

    [item] = completed([BARE_WARD], [WARD, now], columns=UNIT_COLUMNS)

    assert (item.entry, item.registered) == (BARE_WARD, None)


@given(st.sets(st.sampled_from(sorted(UNIT_COLUMNS))), st.sets(st.sampled_from(sorted(UNIT_COLUMNS))))
def test_nothing_outside_the_columns_is_ever_cleared(columns: set[str], listed: set[str]) -> None:
    """Whatever a list has columns for and fills, `clear` touches only what it has a column for and leaves blank."""
    entry = replace(BARE_WARD, **{name: getattr(WARD, name) for name in listed & columns})

    [item] = completed([entry], [WARD], columns=columns, clear=True)

    for name in UNIT_COLUMNS - columns:
        assert getattr(item.entry, name) == getattr(WARD, name)
