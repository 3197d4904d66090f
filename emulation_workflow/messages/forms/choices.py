"""What a campaign offers to choose in the fields of a form, and at which conferences a field is asked for."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from emulation_workflow.domain.campaign import Campaign, CategoryKind, Conference, Level, Presence
from emulation_workflow.messages.forms import forms as words


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What the campaign offers to choose: its `rule` asks for it; `label` and `hint` are those of the spreadsheet."""

    id: str
    name: str
    label: str = ""
    hint: str = ""
    rule: str = ""


Choices = Callable[[Campaign, Level | None], Iterable[Choice]]
"""What may be chosen at a level; at all levels together, if None is given."""


def no_choices(_: Campaign, __: Level | None) -> Iterable[Choice]:
    """Offer nothing to choose."""
    return ()


def everywhere(_: Conference) -> bool:
    """Ask for the field at every level."""
    return True


def nowhere(_: Conference) -> bool:
    """Show the field only where it is stated already."""
    return False


_PRESENCE = {Presence.EXPECTED: "", Presence.IF_ANY: words.IF_ANY, Presence.ONE_OF: words.ONE_OF}


def _conferences(campaign: Campaign, level: Level | None) -> Iterator[Conference]:
    levels = campaign.levels if level is None else (level,)
    return (each.conference for each in levels if each.conference is not None)


def names(campaign: Campaign, level: Level | None) -> Iterator[Choice]:
    """Offer the names of conferences that the plan permits."""
    for conference in _conferences(campaign, level):
        yield from (Choice(id=name, name=name, rule=conference.name_rule) for name in conference.names)


def categories(campaign: Campaign, level: Level | None) -> Iterator[Choice]:
    """Offer the categories of the composition."""
    for conference in _conferences(campaign, level):
        for category in conference.composition:
            hint = _PRESENCE[category.presence]
            yield Choice(id=category.id, name=category.name, label=category.name, hint=hint, rule=category.rule)


def groups(of: str) -> Choices:
    """Offer the groups of people listed in `of`, a field of `Conference`."""

    def choices(campaign: Campaign, level: Level | None) -> Iterator[Choice]:
        for conference in _conferences(campaign, level):
            for group in getattr(conference, of):
                label = words.joined([group.name])
                hint = "; ".join(share.words for share in conference.shares if group.id in share.groups)
                yield Choice(id=group.id, name=group.name, label=label, hint=hint or words.NO_SHARE, rule=group.rule)

    return choices


def contents(campaign: Campaign, _: Level | None) -> Iterator[Choice]:
    """Offer the contents of the agenda (II.3)."""
    for content in campaign.contents:
        yield Choice(id=content.id, name=content.name, label=content.name, rule=content.rule)


def points(campaign: Campaign, _: Level | None) -> Iterator[Choice]:
    """Offer the points that a summary report has to make."""
    for content in campaign.contents:
        for point in content.points:
            label = words.REPORT_POINT.format(point=point[:1].lower() + point[1:])
            yield Choice(id=point, name=point, label=label, rule=content.points_rule or content.rule)


def launch_period(campaign: Campaign, _: Level | None) -> Iterator[Choice]:
    """Offer the period for which the next movement is launched."""
    if (period := campaign.launch_period) is not None:
        yield Choice(id=period.words, name=period.words, rule=period.rule)


def movements(campaign: Campaign, level: Level | None) -> Iterator[Choice]:
    """Offer the campaign's movements."""
    for movement in campaign.movements:
        if level is None or not movement.levels or level.id in movement.levels:
            yield Choice(id=movement.name, name=movement.name)


def asks_mode(conference: Conference) -> bool:
    """Ask who attends only where the plan makes it depend on the head count."""
    return any(branch.mode is not None for branch in conference.size.branches)


def may_lack_heroes(conference: Conference) -> bool:
    """Ask whether a unit has no heroes only where heroes are delegates if there are any."""
    return any(
        category.presence is Presence.IF_ANY and category.kind is CategoryKind.HERO
        for category in conference.composition
    )
