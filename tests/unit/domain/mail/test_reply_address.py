"""Reply addresses: signed for one unit and purpose, and mail-safe."""

from hypothesis import given
from hypothesis import strategies as st

from emulation_workflow.adapters.mail.message import is_usable
from emulation_workflow.domain.mail.reply_address import TAG_LENGTH, Purpose, is_tag_of, reply_tag, tagged, tags_in

SECRET = b"a key that only these tests know"
BOARD = "ban-tdkt@kontum.example"


@given(st.text(min_size=1, max_size=40))
def test_a_tag_comes_back_whatever_the_units_code(unit: str) -> None:
    """Also in capitals, as some servers write addresses."""
    address = tagged(BOARD, reply_tag(unit, Purpose.PLAN, SECRET))
    assert is_usable(address)
    (tag,) = tags_in([address.upper()], BOARD)
    assert is_tag_of(tag, unit, Purpose.PLAN, SECRET)


@given(st.text(max_size=20), st.text(max_size=20))
def test_no_units_tag_is_another_units(unit: str, other: str) -> None:
    """Nor anybody's under another key."""
    assert is_tag_of(reply_tag(unit, Purpose.PLAN, SECRET), other, Purpose.PLAN, SECRET) == (unit == other)
    assert not is_tag_of(reply_tag(unit, Purpose.PLAN, b"another key"), unit, Purpose.PLAN, SECRET)


def test_only_the_offices_own_address_carries_tags() -> None:
    """Somebody else's plus-address is none of ours."""
    assert list(tags_in(["a+b@kontum.example", "ban-tdkt+b@elsewhere.example", BOARD], BOARD)) == []


def test_an_address_without_room_stays_as_it_is() -> None:
    """A local part has 64 characters at most: then the thread alone ties the answer."""
    long = f"{'b' * (64 - TAG_LENGTH)}@kontum.example"
    assert tagged(long, "t" * TAG_LENGTH) == long
    assert tagged(BOARD, "") == BOARD
