"""Lists go up over any number of levels, and each unit's to one conference."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from emulation_workflow.domain.campaign import Campaign
from emulation_workflow.domain.delegates.upward import units_below, upper_unit
from emulation_workflow.domain.registers.units import Unit
from tests.support.builders import COMMUNES, DISTRICTS, PROVINCE, campaign, two_level_campaign, unit

ON = date(2020, 3, 1)
HAMLETS = replace(COMMUNES, id="hamlet", unit_levels=("thon",), upper="commune", before_level="commune")
DEEP = campaign(levels=(HAMLETS, COMMUNES, DISTRICTS, PROVINCE), pilots=(), gate=None)


@some.composite
def trees(draw: some.DrawFn) -> list[Unit]:
    """A province with districts, communes and hamlets somewhere below each other, some of them ended."""
    units = [unit("T", "tinh")]
    for word, above in (("huyen", "tinh"), ("xa", "huyen"), ("thon", "xa")):
        parents = [other.code for other in units if other.level == above]
        for number in range(draw(some.integers(1, 4))):
            ended = draw(some.sampled_from([None, None, date(2019, 12, 31)]))
            parent = draw(some.sampled_from(parents))
            units.append(unit(f"{word}{number}", word, parent=parent, valid_to=ended))
    return units


@given(trees())
def test_every_unit_is_below_one_conference_and_it_is_its_own(units: list[Unit]) -> None:
    """What a unit's list is for, and whose lists a conference waits for, are one and the same."""
    below = {upper.code: {sender.code for sender in units_below(DEEP, upper, units, on=ON)} for upper in units}
    for sender in units:
        if sender.is_valid_on(ON):
            upper = upper_unit(DEEP, sender, units, on=ON)
            assert {code for code, senders in below.items() if sender.code in senders} == (
                {upper.code} if upper else set()
            )


@pytest.mark.parametrize(("of", "sent", "upper"), [(campaign(), "X1", "H2"), (two_level_campaign(), "X1", "T")])
def test_the_campaign_says_how_many_levels_there_are(of: Campaign, sent: str, upper: str) -> None:
    """Communes send to their district, or where there is none between, to the province."""
    units = [unit("X1", "xa", parent="H2"), unit("H2", "huyen", parent="T"), unit("T", "tinh")]
    above = upper_unit(of, next(other for other in units if other.code == sent), units, on=ON)
    assert above is not None
    assert above.code == upper


def test_nobody_is_chosen_from_several() -> None:
    """A unit that has nobody above it, and several conferences it could go to, is told so rather than guessed."""
    units = [unit("X1", "xa"), unit("H1", "huyen"), unit("H2", "huyen")]
    assert upper_unit(campaign(), units[0], units, on=ON) is None
    assert upper_unit(campaign(), units[0], units[:2], on=ON) == units[1]
