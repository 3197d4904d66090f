"""Units and officials in a real database."""

import unicodedata
from dataclasses import replace
from datetime import date

from emulation_workflow.adapters.record.store import SqlStore
from emulation_workflow.domain.registers.units import Official, Substitution, Unit

NFC = unicodedata.normalize("NFC", "Đăk Hà")
NFD = unicodedata.normalize("NFD", NFC)
TOWN = Unit(code="608", name="Thành phố Kon Tum", level="district", kind="city", valid_to=date(2025, 6, 30))
WARD = Unit(code="608", name="Phường Kon Tum", level="commune", kind="ward", valid_from=date(2025, 7, 1))
AN = Official(number="B1", name="Nguyễn Văn An", title="Trưởng Ban", role="board", email="an@kontum.example")
BA = replace(AN, number="B2", name="Trần Thị Bà", email="ba@kontum.example", valid_to=date(2020, 1, 31))
WEEK = Substitution(substitute="B2", start=date(2020, 1, 6), end=date(2020, 1, 10))
LATER = Substitution(substitute="B2", start=date(2020, 1, 6), end=date(2020, 1, 12))


def test_a_code_reused_in_time_means_the_unit_of_the_day(store: SqlStore) -> None:
    """608 is the city until it is abolished and the ward from the next day on."""
    with store.act() as record:
        record.register.replace_units([WARD, TOWN])

    with store.look() as record:
        assert record.register.unit("608", date(2020, 2, 1)) == TOWN
        assert record.register.unit("608", date(2025, 7, 1)) == WARD
        assert record.register.units() == [TOWN, WARD]
        assert record.register.units(date(2026, 1, 1)) == [WARD]
        assert record.register.unit("999", date(2020, 2, 1)) is None


def test_replacing_units_leaves_those_not_named(store: SqlStore) -> None:
    """An import changes what it names, by code and first day, and keeps the rest."""
    renamed = replace(WARD, name="Phường Kon Tum mới", email="phuong@kontum.example")
    with store.act() as record:
        record.register.replace_units([TOWN, WARD])
    with store.act() as record:
        record.register.replace_units([renamed])

    with store.look() as record:
        assert [TOWN, renamed] == record.register.units()


def test_names_are_kept_as_they_are_spelled(store: SqlStore) -> None:
    """Composed and decomposed letters are stored as they came; folding is for searching only."""
    with store.act() as record:
        record.register.replace_units([replace(TOWN, code="1", name=NFC), replace(TOWN, code="2", name=NFD)])

    with store.look() as record:
        assert [unit.name for unit in record.register.units()] == [NFC, NFD]


def test_officials_come_back_with_their_substitutions(store: SqlStore) -> None:
    """Two substitutions that begin on one day both stand, in their order."""
    an = replace(AN, substitutions=(LATER, WEEK))
    with store.act() as record:
        record.register.replace_officials([an, BA])

    with store.look() as record:
        assert record.register.official("B1") == an
        assert record.register.official("B2") == BA
        assert record.register.official("B3") is None


def test_officials_are_found_by_role_and_day(store: SqlStore) -> None:
    """Somebody out of office on the day, or of another role, is not among them."""
    clerk = replace(AN, number="C1", role="committee")
    with store.act() as record:
        record.register.replace_officials([AN, BA, clerk])

    with store.look() as record:
        assert [AN, BA, clerk] == record.register.officials()
        assert record.register.officials(role="board") == [AN, BA]
        assert record.register.officials(role="board", on=date(2020, 2, 1)) == [AN]


def test_an_official_whom_others_name_as_substitute_can_be_changed(store: SqlStore) -> None:
    """An import of one official keeps those not named, whose substitutions may name this one."""
    an, moved = replace(AN, substitutions=(WEEK,)), replace(BA, title="Phó Trưởng Ban")
    with store.act() as record:
        record.register.replace_officials([an, BA])
    with store.act() as record:
        record.register.replace_officials([moved])

    with store.look() as record:
        assert [an, moved] == record.register.officials()


def test_a_replaced_official_has_only_the_new_substitutions(store: SqlStore) -> None:
    """What an import no longer lists is gone."""
    with store.act() as record:
        record.register.replace_officials([replace(AN, substitutions=(WEEK, LATER)), BA])
        record.register.replace_officials([replace(AN, substitutions=(LATER,))])

    with store.look() as record:
        assert record.register.official("B1") == replace(AN, substitutions=(LATER,))
