"""What a campaign offers to choose in the fields of a form, and at which conferences a field is asked for."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from emulation_workflow.domain.campaign import (
    Campaign,
    CategoryKind,
    CheckKind,
    Conference,
    Level,
    Presence,
    Settlement,
)
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


def offered(choices: Choices, campaign: Campaign) -> dict[str, str]:
    """Return what a screen offers that cannot know the unit yet, by how it is shown there: what it names.

    What only some levels have is shown with them.
    """
    levels = [level for level in campaign.levels if level.conference is not None]
    at = {level.name: {choice.name for choice in choices(campaign, level)} for level in levels}
    shown: dict[str, str] = {}
    for name in dict.fromkeys(choice.name for choice in choices(campaign, None)):
        having = [level for level, names in at.items() if name in names]
        is_everywhere = len(having) in (0, len(at))
        shown[name if is_everywhere else words.OF_LEVELS.format(name=name, levels="; ".join(having))] = name
    return shown


def no_choices(_: Campaign, __: Level | None) -> Iterable[Choice]:
    """Offer nothing to choose."""
    return ()


def everywhere(_: Conference) -> bool:
    """Ask for the field at every level."""
    return True


def nowhere(_: Conference) -> bool:
    """Show the field only where it is stated already."""
    return False


def by_every_plan(_: Campaign) -> bool:
    """Ask for the field whatever the plan says."""
    return True


def launches(campaign: Campaign) -> bool:
    """Ask what was launched only where the plan has a movement launched."""
    return campaign.launch_period is not None


def has_papers(campaign: Campaign) -> bool:
    """Ask for papers only where the plan has some read."""
    return any(campaign.rule_for(check) is not None for check in (CheckKind.PAPERS, CheckKind.PAPER_FIELDS))


def sends_delegates(campaign: Campaign) -> bool:
    """Ask for the minutes of a delegate list only where the plan has delegates sent, or a list."""
    sends = any(level.upper for level in campaign.levels)
    return sends or any(task.settled_by is Settlement.DELEGATE_LIST for task in campaign.tasks)


def hears_difficulties(campaign: Campaign) -> bool:
    """Ask for difficulties only where the plan says to whom they go."""
    return campaign.difficulties is not None


_PRESENCE = {Presence.EXPECTED: "", Presence.IF_ANY: words.IF_ANY, Presence.ONE_OF: words.ONE_OF}


def _conferences(campaign: Campaign, level: Level | None) -> Iterator[Conference]:
    levels = campaign.levels if level is None else (level,)
    return (each.conference for each in levels if each.conference is not None)


def names(campaign: Campaign, level: Level | None) -> Iterator[Choice]:
    """Offer the names of conferences that the plan permits."""
    for conference in _conferences(campaign, level):
        yield from (Choice(id=name, name=name, rule=conference.name_rule) for name in conference.names)
        for own in conference.names_of_groups:
            yield from (Choice(id=name, name=name, rule=own.rule) for name in own.names)


def categories(campaign: Campaign, level: Level | None) -> Iterator[Choice]:
    """Offer the categories of the composition."""
    for conference in _conferences(campaign, level):
        for category in conference.composition:
            hint = _PRESENCE[category.presence]
            if hint == words.IF_ANY and category.kind == CategoryKind.HERO:
                hint = words.HEROES_IF_ANY
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


def headcount_hint(conference: Conference, base: str) -> tuple[str, str]:
    """Return what the plan does with this head count, and the rule that says so."""
    if base in conference.size.bases:
        return words.HEADCOUNT_BASE.format(words=conference.size.base_words), conference.size.base_rule
    if base in conference.size.other_bases:
        return words.HEADCOUNT_OTHER, ""
    of_shares = [share for share in conference.shares if base in share.base_headcount]
    return "; ".join(share.words for share in of_shares), next((share.rule for share in of_shares), "")


def people(campaign: Campaign, level: Level | None) -> Iterator[Choice]:
    """Offer the campaign's own head counts that the conference goes by."""
    names = {counted.id: counted.name for counted in campaign.headcounts}
    for conference in _conferences(campaign, level):
        for base in conference.headcounts:
            if base in names:
                hint, rule = headcount_hint(conference, base)
                yield Choice(id=base, name=names[base], label=words.joined([names[base]]), hint=hint, rule=rule)


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


def limits_cost(conference: Conference) -> bool:
    """Ask what it costs only where the plan limits that."""
    return conference.most_cost is not None


def may_lack_heroes(conference: Conference) -> bool:
    """Ask whether a unit has no heroes only where heroes are delegates if there are any."""
    return any(
        category.presence is Presence.IF_ANY and category.kind == CategoryKind.HERO
        for category in conference.composition
    )
