"""Show and find units: names repeat within a province, and people type them without marks."""

import re
from collections.abc import Iterable, Sequence

from emulation_workflow.domain.campaign import Campaign
from emulation_workflow.domain.registers.units import Unit, searchable
from emulation_workflow.domain.texts import visible

_GAPS = re.compile(r"[^0-9a-z]+")


def display_name(unit: Unit, parent: Unit | None = None) -> str:
    """Return the name with the unit above it: "Xã Đăk Long (huyện Đắk Glei)"; only the name without a parent."""
    if parent is None:
        return unit.name
    return f"{unit.name} ({parent.name[:1].lower()}{parent.name[1:]})"


def formal_name(campaign: Campaign, unit: Unit) -> str:
    """Return the unit as official papers name it, by the campaign's rules: "Ủy ban nhân dân xã Đăk Long"."""
    own = next((rule.exceptions[unit.code] for rule in campaign.formal_names if unit.code in rule.exceptions), None)
    if own is not None:
        return own
    for rule in campaign.formal_names:
        if unit.kind.casefold() in rule.kinds:
            return f"{rule.prefix} {unit.name[:1].lower()}{unit.name[1:]}"
    return unit.name


def search(units: Sequence[Unit], words: str, parents: Iterable[Unit]) -> tuple[Unit, ...]:
    """Return every unit that `words` may mean, in the order given; the person picks one.

    Marks, case, spaces and apostrophes do not matter. Looked for as a code first, then as (the beginnings of) words of
    the name, then of the name together with the name of the unit above: "dak long dak glei".
    """
    above = {unit.code: unit for unit in parents}
    exact = tuple(unit for unit in units if unit.code.casefold() == visible(words).strip().casefold())
    if exact or not _bare(words):
        return exact
    by_name = tuple(unit for unit in units if _means(words, unit.name))
    if by_name:
        return by_name
    return tuple(
        unit for unit in units if unit.parent in above and _means(words, f"{unit.name} {above[unit.parent].name}")
    )


def _means(words: str, name: str) -> bool:
    sought, own = _bare(words).split(), _bare(name).split()
    if all(any(part.startswith(word) for part in own) for word in sought):
        return True
    run_together = "".join(sought)
    return any("".join(own[start:]).startswith(run_together) for start in range(len(own)))


def _bare(text: str) -> str:
    return _GAPS.sub(" ", searchable(text)).strip()
