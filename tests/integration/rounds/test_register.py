"""The registers in a real database: imports change what they say, all or nothing, and leave a row in the record."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from emulation_workflow.adapters.campaign_file import load_campaign
from emulation_workflow.adapters.clock import SetClock
from emulation_workflow.adapters.record.migration import upgrade
from emulation_workflow.adapters.spreadsheets.register import read_addresses, read_officials, read_units
from emulation_workflow.domain.calendar import WorkCalendar
from emulation_workflow.domain.campaign import Role, RoleScope
from emulation_workflow.domain.errors import Rejected
from emulation_workflow.domain.mail.letters import Letter, Rendered
from emulation_workflow.domain.registers.consistency import UnitAddress
from emulation_workflow.domain.registers.units import Official, Substitution, Unit
from emulation_workflow.messages import sentence
from emulation_workflow.messages.board_list import item_sentence
from emulation_workflow.office.board_items import board_items
from emulation_workflow.office.office import Office
from emulation_workflow.office.register import (
    find_units,
    import_addresses,
    import_officials,
    import_units,
    known,
    list_officials_of_two_units,
)
from tests.support.builders import COMMUNE, DISTRICT, PROVINCE_UNIT, campaign
from tests.support.offices import sealed_acts
from tests.support.paths import KON_TUM
from tests.support.servers.databases import SEAL_KEY, open_store

PLAN = campaign(
    roles=(*campaign().roles, Role(id="unit_head", name="Thủ trưởng đơn vị", scope=RoleScope.OWN_UNIT)),
)
UNITS = (PROVINCE_UNIT, DISTRICT, COMMUNE)
AN = Official(number="B1", name="An", title="Trưởng Ban", role="board", email="an@kontum.example")


class NoRenderer:
    """Imports write no letters."""

    def render(self, letter: Letter) -> Rendered:
        raise AssertionError(letter)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    url = f"sqlite:///{tmp_path / 'record.db'}"
    upgrade(url, SEAL_KEY)
    store = open_store(url)
    clock = SetClock(tmp_path / "clock", ZoneInfo("Asia/Ho_Chi_Minh"))
    clock.set(datetime(2020, 1, 15, 8, tzinfo=clock.zone))
    yield Office(
        store=store,
        campaign=PLAN,
        clock=clock,
        renderer=NoRenderer(),
        calendar=WorkCalendar(PLAN.holidays),
        secret=b"of the tests",
    )
    store.close()


@pytest.fixture
def kon_tum(office: Office) -> Office:
    office = replace(office, campaign=load_campaign(KON_TUM))
    import_units(office, read_units(KON_TUM / "units.csv", known(office)).entries, dry_run=False)
    return office


def _units(office: Office) -> dict[str, Unit]:
    with office.store.look() as record:
        return {unit.code: unit for unit in record.register.units()}


def _entries(office: Office) -> list[dict[str, object]]:
    return sealed_acts(office)


def _codes(refused: pytest.ExceptionInfo[Rejected]) -> list[tuple[str, str]]:
    return [(problem.where, problem.code) for problem in refused.value.problems]


def test_a_dry_run_tells_and_writes_nothing(office: Office) -> None:
    """What would change is shown before it does."""
    change = import_units(office, UNITS, dry_run=True)

    assert change.added == UNITS
    assert _units(office) == {}
    assert _entries(office) == []


def test_an_import_writes_the_units_and_one_row_of_the_record(office: Office) -> None:
    """The register's change and the row that tells of it are one transaction."""
    import_units(office, UNITS, dry_run=False, by="B1")

    (entry,) = _entries(office)
    assert set(_units(office).values()) == set(UNITS)
    assert (entry["kind"], entry["what"], entry["actor"]) == ("register", "import_units", "B1")
    assert entry["campaign_sha256"] == office.campaign.sha256


def test_the_same_file_again_changes_nothing(office: Office) -> None:
    """An import can be repeated: nothing is written, no row tells of it."""
    import_units(office, UNITS, dry_run=False)

    change = import_units(office, UNITS, dry_run=False)

    assert not change
    assert set(change.same) == set(UNITS)
    assert len(_entries(office)) == 1


def test_a_changed_unit_is_told_with_old_and_new(office: Office) -> None:
    """A unit that differs is changed in place, and both versions stay in the record."""
    import_units(office, UNITS, dry_run=False)
    town = replace(COMMUNE, name="Thị trấn Măng Đen")

    change = import_units(office, [town], dry_run=False)

    assert change.changed == ((COMMUNE, town),)
    assert _units(office)[COMMUNE.code] == town
    assert _entries(office)[-1]["facts"] == {
        "added": [],
        "changed": [
            {
                "from": {"code": "X1", "kind": "xa", "level": "xa", "name": "Đơn vị X1", "parent": "H2"},
                "to": {"code": "X1", "kind": "xa", "level": "xa", "name": "Thị trấn Măng Đen", "parent": "H2"},
            }
        ],
    }


def test_one_bad_unit_keeps_all_out(office: Office) -> None:
    """All or nothing: what is wrong names each unit, and none is written."""
    orphan = Unit(code="X9", name="Xã X9", level="xa", kind="xã", parent="H404", email="không")

    with pytest.raises(Rejected) as refused:
        import_units(office, [*UNITS, orphan], dry_run=False)

    assert _codes(refused) == [("X9 Xã X9", "register_parent_unknown"), ("X9 Xã X9", "register_bad_address")]
    assert all(sentence(problem) for problem in refused.value.problems)
    assert _units(office) == {}


def test_a_units_file_without_addresses_keeps_the_registered_ones(office: Office) -> None:
    """Addresses come in a file of their own; importing the units again does not wipe them."""
    import_units(office, UNITS, dry_run=False)
    import_addresses(office, [UnitAddress(code="X1", email="x1@kontum.example", head="Châu")], dry_run=False)

    change = import_units(office, UNITS, dry_run=False)

    assert not change
    assert _units(office)["X1"] == replace(COMMUNE, email="x1@kontum.example", head="Châu")


def test_an_address_changes_nothing_else_of_a_unit(office: Office) -> None:
    """An addresses file sets e-mail and head only; an empty cell leaves what is there."""
    import_units(office, UNITS, dry_run=False)
    import_addresses(office, [UnitAddress(code="X1", email="x1@kontum.example", head="Châu")], dry_run=False)

    import_addresses(office, [UnitAddress(code="X1", email="moi@kontum.example")], dry_run=False)

    assert _units(office)["X1"] == replace(COMMUNE, email="moi@kontum.example", head="Châu")


def test_an_address_of_an_unknown_unit_is_refused(office: Office) -> None:
    """No unit comes into being by its address."""
    with pytest.raises(Rejected) as refused:
        import_addresses(office, [UnitAddress(code="X404", email="x@kontum.example")], dry_run=False)

    assert _codes(refused) == [("X404", "register_unit_unknown")]


def test_a_unit_that_follows_another_under_its_code_needs_the_others_end(office: Office) -> None:
    """A code is reused only after the validity of its former unit was closed."""
    import_units(office, UNITS, dry_run=False)
    later = replace(COMMUNE, name="Xã mới", valid_from=date(2025, 7, 1))

    with pytest.raises(Rejected) as refused:
        import_units(office, [later], dry_run=False)
    change = import_units(office, [replace(COMMUNE, valid_to=date(2025, 6, 30)), later], dry_run=False)

    assert _codes(refused) == [("X1 Xã mới", "register_validity_overlaps")]
    assert [unit.name for unit in change.added] == ["Xã mới"]
    with office.store.look() as record:
        assert [record.register.unit("X1", date(year, 8, 1)) for year in (2020, 2025)] == [change.changed[0][1], later]


def test_who_belonged_to_the_former_bearer_of_a_code_is_not_the_new_ones(office: Office) -> None:
    import_units(office, UNITS, dry_run=False)
    head = replace(AN, role="unit_head", unit=COMMUNE.code)
    import_officials(office, [head], dry_run=False)
    former = replace(COMMUNE, valid_to=date(2020, 1, 31))
    later = replace(COMMUNE, name="Xã mới", valid_from=date(2020, 2, 1))
    shown = import_units(office, [former, later], dry_run=True)
    assert shown.held == ((head, replace(head, valid_to=former.valid_to)),)
    assert import_units(office, [former, later], dry_run=False).held == shown.held
    assert office.read(lambda record: record.register.officials(on=date(2020, 2, 1))) == []
    with pytest.raises(Rejected) as refused:
        import_officials(office, [replace(head, number="B2", email="b2@kontum.example")], dry_run=False)
    assert "đến hết 31/01/2020" in sentence(refused.value.problems[0])
    started = replace(head, number="B2", name="Bình", email="b2@kontum.example", valid_from=date(2020, 2, 1))
    import_officials(office, [started], dry_run=False)
    assert office.read(lambda record: record.register.officials(on=date(2020, 2, 1))) == [started]


def test_a_term_that_two_units_share_is_the_boards_to_settle(office: Office) -> None:
    """No import takes one, but an older record may hold one; whose term has its day is in no doubt."""
    former, later = replace(COMMUNE, valid_to=date(2020, 1, 31)), replace(COMMUNE, valid_from=date(2020, 2, 1))
    import_units(office, [PROVINCE_UNIT, DISTRICT, former, later], dry_run=False)
    head = replace(AN, role="unit_head", unit=COMMUNE.code)
    binh = replace(head, number="B2", name="Bình", email="binh@kontum.example", valid_from=date(2020, 2, 1))
    with office.store.act() as record:
        record.register.replace_officials([head, binh])
    for _ in range(2):
        list_officials_of_two_units(office)
        [item] = board_items(office)
    assert "An (B1)" in item_sentence(item)
    assert "đến hết 31/01/2020" in item_sentence(item)


def test_a_former_bearer_that_is_entered_later_ends_nobody(office: Office) -> None:
    """Who is in office begins with their own unit, whatever history is added before it."""
    present = replace(COMMUNE, valid_from=date(2015, 1, 1))
    import_units(office, [*(unit for unit in UNITS if unit != COMMUNE), present], dry_run=False)
    head = replace(AN, role="unit_head", unit=COMMUNE.code)
    import_officials(office, [head], dry_run=False)
    former = replace(COMMUNE, name="Xã cũ", valid_from=date(2000, 1, 1), valid_to=date(2014, 12, 31))
    begun = replace(head, valid_from=present.valid_from)
    assert import_units(office, [former], dry_run=False).held == ((head, begun),)
    assert office.read(lambda record: record.register.officials()) == [begun]


def test_nobody_is_entered_for_days_on_which_no_unit_bears_the_code(office: Office) -> None:
    """Whoever bears it next would inherit them; nor does one whose unit turns out to have ended before they began."""
    import_units(office, UNITS, dry_run=False)
    head = replace(AN, role="unit_head", unit=COMMUNE.code, valid_from=date(2020, 1, 15))
    import_officials(office, [head], dry_run=False)
    former = replace(COMMUNE, valid_to=date(2019, 12, 31))
    assert import_units(office, [former], dry_run=False).held == ((head, replace(head, valid_to=former.valid_to)),)
    with pytest.raises(Rejected) as refused:
        import_officials(office, [replace(head, number="B2", email="b2@kontum.example")], dry_run=False)
    assert [problem.code for problem in refused.value.problems] == ["register_of_no_unit"]
    later = replace(COMMUNE, name="Xã mới", valid_from=date(2020, 2, 1))
    assert import_units(office, [later], dry_run=False).held == ()
    assert office.read(lambda record: record.register.officials(on=date(2020, 2, 1))) == []


def test_officials_come_in_with_their_substitutes(office: Office) -> None:
    """Who decides, and who acts for whom and when, is in the register and in the record."""
    binh = replace(AN, number="B2", name="Bình", email="binh@kontum.example")
    away = replace(AN, substitutions=(Substitution(substitute="B2", start=date(2020, 2, 3), end=date(2020, 2, 7)),))

    import_officials(office, [away, binh], dry_run=False)

    with office.store.look() as record:
        assert {official.number: official for official in record.register.officials()} == {"B1": away, "B2": binh}
    assert not import_officials(office, [away, binh], dry_run=False)
    assert [entry["what"] for entry in _entries(office)] == ["import_officials"]


@pytest.mark.parametrize(
    ("official", "expected"),
    [
        (replace(AN, role="king"), "register_role_unknown"),
        (replace(AN, unit="H404"), "register_unit_unknown"),
        (replace(AN, role="unit_head"), "register_role_needs_unit"),
        (replace(AN, email=""), "register_address_missing"),
        (replace(AN, number="B2", name="Bình"), "register_address_shared"),
    ],
)
def test_an_official_who_cannot_act_is_refused(office: Office, official: Official, expected: str) -> None:
    """No role the campaign does not know, no unit that is not registered, no address that another person reads."""
    import_officials(office, [AN], dry_run=False)

    with pytest.raises(Rejected) as refused:
        import_officials(office, [official], dry_run=False)

    assert _codes(refused) == [(f"{official.number} {official.name}", expected)]
    assert all(sentence(problem) for problem in refused.value.problems)


def test_kon_tum_is_imported_whole_and_again_without_change(kon_tum: Office) -> None:
    """The shipped register and its samples fit the shipped campaign, and importing them is repeatable."""
    addresses = read_addresses(KON_TUM / "samples" / "unit_addresses.csv", known(kon_tum))
    officials = read_officials(KON_TUM / "samples" / "officials.csv", known(kon_tum)).entries
    import_addresses(kon_tum, addresses, dry_run=False)
    import_officials(kon_tum, officials, dry_run=False)

    assert len(_units(kon_tum)) == 148
    assert all(unit.email and unit.head for unit in _units(kon_tum).values())
    assert not import_units(kon_tum, read_units(KON_TUM / "units.csv", known(kon_tum)).entries, dry_run=True)
    assert not import_officials(kon_tum, officials, dry_run=True)


def test_a_shared_name_finds_both_communes(kon_tum: Office) -> None:
    """Two communes are called Đăk Long: the search gives both, and the district's name tells which."""
    both = find_units(kon_tum, "xa dak long", date(2020, 3, 1))
    found = find_units(kon_tum, "Đăk Long Đắk Glei", date(2020, 3, 1))

    assert [unit.code for unit in both] == ["23368", "23504"]
    assert [unit.code for unit in found] == ["23368"]


def test_the_search_keeps_to_the_day(kon_tum: Office) -> None:
    """A unit is found only on days on which it exists."""
    assert find_units(kon_tum, "Thị trấn Măng Đen", date(2019, 8, 31)) == ()
    assert [unit.code for unit in find_units(kon_tum, "mang den", date(2019, 9, 1))] == ["23473"]
