"""How issuers are written."""

import pytest

from emulation_workflow.adapters.documents.formats import Family
from emulation_workflow.adapters.documents.heads import Head, Heads
from emulation_workflow.domain.papers.paper import UnitIssuer
from emulation_workflow.domain.registers.units import Unit
from emulation_workflow.settings import PROJECT
from tests.support.kon_tum import kon_tum, units

HEADS = Heads(PROJECT / "templates" / "documents" / "heads.toml", kon_tum())


def head_of(code: str) -> Head:
    return HEADS.of(UnitIssuer(unit=next(unit for unit in units() if unit.code == code)))


def test_a_peoples_committee_prints_no_body_above_it() -> None:
    """UBND papers bear the committee's own name alone, in two lines."""
    head = head_of("610")
    assert (head.superior, head.issuer) == ((), ("ỦY BAN NHÂN DÂN", "HUYỆN ĐẮK GLEI"))
    assert head.signing == ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")


@pytest.mark.parametrize(
    ("code", "superior", "issuer"),
    [
        ("KT-STP", ("UBND TỈNH KON TUM",), ("SỞ TƯ PHÁP",)),
        ("KT-XSKT", (), ("CÔNG TY TNHH MTV", "XỔ SỐ KIẾN THIẾT KON TUM")),
        ("KT-BTGTU", ("TỈNH ỦY KON TUM",), ("BAN TUYÊN GIÁO",)),
        ("KT-TD", (), ("BCH ĐOÀN TỈNH KON TUM",)),
        ("KT-MTTQ", ("ỦY BAN MTTQ VIỆT NAM TỈNH KON TUM",), ("BAN THƯỜNG TRỰC",)),
        ("KT-HND", (), ("HỘI NÔNG DÂN TỈNH KON TUM",)),
    ],
)
def test_other_bodies_are_written_under_whoever_stands_above_them(
    code: str, superior: tuple[str, ...], issuer: tuple[str, ...]
) -> None:
    """A department stands under the committee, a party board under its party committee; a firm is written alone."""
    head = head_of(code)
    assert (superior, issuer) == (head.superior, head.issuer)


@pytest.mark.parametrize(("code", "family"), [("KT-BTGTU", Family.PARTY), ("KT-TD", Family.YOUTH_UNION)])
def test_party_and_youth_union_are_known_by_the_register(code: str, family: Family) -> None:
    """Their papers bear no Quốc hiệu."""
    assert family is head_of(code).family


@pytest.mark.parametrize(
    ("code", "place"),
    [("608", "Kon Tum"), ("23281", "Quang Trung"), ("23302", "Phường Lê Lợi"), ("KT-STP", "Kon Tum")],
)
def test_papers_are_dated_at_the_seat(code: str, place: str) -> None:
    """A locality's own name without its kind, unless it is a person's; a provincial body's papers the province's."""
    assert place == head_of(code).place


def test_a_body_of_the_campaign_that_spells_its_own_name_has_nobody_above_it() -> None:
    """Two lines may be one name (ỦY BAN NHÂN DÂN, TỈNH KON TUM) or two (SỞ NỘI VỤ, BAN THI ĐUA)."""
    committee, board = (HEADS.of(kon_tum().body(name)) for name in ("committee", "board"))
    assert (committee.superior, committee.issuer) == ((), ("ỦY BAN NHÂN DÂN", "TỈNH KON TUM"))
    assert (board.superior, board.issuer) == (("SỞ NỘI VỤ TỈNH KON TUM",), ("BAN THI ĐUA - KHEN THƯỞNG",))


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("Sở Nông nghiệp và Phát triển nông thôn", ("SỞ NÔNG NGHIỆP", "VÀ PHÁT TRIỂN NÔNG THÔN")),
        ("Trung tâm Ứng dụng tiến bộ khoa học tỉnh", ("TRUNG TÂM ỨNG DỤNG TIẾN", "BỘ KHOA HỌC TỈNH KON TUM")),
    ],
)
def test_long_names_stand_in_lines(name: str, lines: tuple[str, ...]) -> None:
    """They keep clear of the Quốc hiệu: ended where people end them, else about in the middle."""
    unit = Unit(code="x", name=name, level="provincial_body", kind="cơ quan/tổ chức cấp tỉnh")
    assert lines == HEADS.of(UnitIssuer(unit=unit)).issuer


@pytest.mark.complete
def test_every_registered_unit_has_a_head() -> None:
    """Whatever the register holds can issue a paper, and nothing in it is left unfilled."""
    heads = [HEADS.of(UnitIssuer(unit=unit)) for unit in units()]
    assert [head.name for head in heads if not head.signing or not head.place or "{" in "".join(head.superior)] == []
