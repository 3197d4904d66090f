"""Each person is counted once, however often and however they are named."""

import unicodedata
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as some

from emulation_workflow.domain.delegates.counting import (
    counts_of,
    going,
    is_minority,
    name_key,
    people_of,
    placed,
    unclear_pairs,
)
from emulation_workflow.domain.delegates.delegate_lists import Delegate, Gender
from tests.support.samples.delegates import delegate

NAMES = some.sampled_from(["Nguyễn Văn Hòa", "Trần Thị Thủy", "A Brol", "Y Blăn Niê"])
UNITS = some.sampled_from(["X1", "X2", "X3"])
TYPED: tuple[Callable[[str], str], ...] = (
    str,
    str.upper,
    lambda name: f"  {name.replace(' ', '  ')} ",
    lambda name: unicodedata.normalize("NFD", name),
    lambda name: name.replace("òa", "oà").replace("ủy", "uỷ"),
)


@some.composite
def delegates(draw: some.DrawFn) -> Delegate:
    """Somebody on some unit's list, their name typed in some way."""
    return delegate(
        draw(some.sampled_from(TYPED))(draw(NAMES)), draw(UNITS), born=draw(some.sampled_from([1970, 1980]))
    )


@given(some.lists(delegates()))
def test_a_person_is_counted_once_however_many_units_name_them(named: list[Delegate]) -> None:
    """As many people as there are pairs of name and year, whatever the case, spaces and composition of names."""
    told_apart = {(name_key(person.name), person.born) for person in named}
    people = people_of(placed(named))
    assert len(people) == len(told_apart) == counts_of(people).people
    assert sorted(place.place for person in people for place in person.named) == list(range(1, len(named) + 1))


@given(some.lists(delegates()), some.randoms())
def test_the_order_of_lists_does_not_matter(named: list[Delegate], random: object) -> None:
    """Figures do not hang on which unit's list came first."""
    shuffled = list(named)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    first, second = (counts_of(people_of(placed(each_order))) for each_order in (named, shuffled))
    assert (first.people, first.women, first.by_category) == (second.people, second.women, second.by_category)


@given(some.lists(delegates()))
def test_naming_everybody_again_adds_nobody(named: list[Delegate]) -> None:
    """The same people on a second list are no further people."""
    assert len(people_of(placed([*named, *named]))) == len(people_of(placed(named)))


@given(some.lists(delegates(), min_size=1), some.data())
def test_a_namesake_is_one_person_more(named: list[Delegate], data: some.DataObject) -> None:
    """Staff's word that somebody is another person counts, and only for whom it is given."""
    person = data.draw(some.sampled_from(named))
    with_namesake = [*named, replace(person, namesake=True)]
    assert len(people_of(placed(with_namesake))) == len(people_of(placed(named))) + 1


@given(delegates(), UNITS)
def test_without_a_year_nobody_is_merged_and_all_are_asked_about(person: Delegate, unit: str) -> None:
    """Whether two of one name are one person nobody can say without a year."""
    people = people_of(placed([person, replace(person, sent_by=f"{unit}-other", born=None)]))
    assert (len(people), len(unclear_pairs(people)), counts_of(people).unclear) == (2, 1, 1)


@given(some.lists(some.tuples(NAMES, some.booleans(), UNITS), unique_by=lambda row: (row[0], row[2])))
def test_nobody_goes_whose_place_another_takes(rows: list[tuple[str, bool, str]]) -> None:
    """A reserve in another's place leaves the number of those who go as it was."""
    named = [delegate(name, unit, is_reserve=is_reserve) for name, is_reserve, unit in rows]
    before = going(placed(named))
    for entry in before:
        reserve = delegate(
            "Đinh Văn Thay", entry.delegate.sent_by, is_reserve=True, replaces=entry.delegate.name.upper()
        )
        after = going(placed([*named, reserve]))
        assert len(after) == len(before)
        assert entry.delegate not in [other.delegate for other in after]


@pytest.mark.parametrize(
    ("ethnicity", "minority"), [("Kinh", False), ("KINH", False), ("Ba Na", True), ("Xơ Đăng", True), (" ", None)]
)
def test_who_does_not_say_is_of_neither(ethnicity: str, minority: bool | None) -> None:  # noqa: FBT001 - a table's cell
    """Unknown is not counted as the one or the other."""
    person = delegate(ethnicity=ethnicity, gender=None)
    counts = counts_of(people_of(placed([person])))
    assert (is_minority(person), counts.gender_unknown, counts.women) == (minority, 1, 0)
    assert (counts.minorities, counts.ethnicity_unknown) == (int(minority is True), int(minority is None))


def test_what_one_list_leaves_open_another_may_say() -> None:
    """Of a person on two lists everything that either says is known."""
    counts = counts_of(people_of(placed([delegate(gender=None), delegate(sent_by="X2", gender=Gender.MALE)])))
    assert (counts.people, counts.women, counts.gender_unknown) == (1, 0, 0)
