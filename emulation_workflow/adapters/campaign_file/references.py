"""Checks that what the file names is there, and is there once."""

from collections.abc import Iterable, Iterator
from datetime import date

from emulation_workflow.adapters.campaign_file.draft import CampaignDraft, Found, entries, found
from emulation_workflow.domain.campaign import Campaign
from emulation_workflow.domain.texts import FIRST_YEAR, LAST_YEAR, LONGEST_NOTE, name_of, unfit_sign


def rules_are_catalogued(draft: CampaignDraft) -> Iterator[Found]:
    """Check that every rule that is named, under `rule` or `…_rule`, is in the catalogue."""
    known = {rule.id for rule in draft.campaign.rules}
    for entry in entries(draft.campaign):
        name = entry.field.name
        if (name == "rule" or name.endswith("_rule")) and entry.value and not known & {entry.value, ""}:
            yield found(entry.path, "rule_unknown", rule=entry.value)


MOST_OF_A_WORD = 3
"""Syllables: as many make one Vietnamese word, and no clause. With a figure they say something: "01 buổi"."""


def quotations_say_something(draft: CampaignDraft) -> Iterator[Found]:
    """Check that a quotation says something by itself: "đôn đốc" is a word, and tells nobody what is ordered."""
    for number, rule in enumerate(draft.campaign.rules):
        if 0 < len(rule.quote.split()) <= MOST_OF_A_WORD and not any(map(str.isdigit, rule.quote)):
            yield found(f"rules[{number}].quote", "quote_says_nothing", quote=rule.quote)


def nothing_is_blank(draft: CampaignDraft) -> Iterator[Found]:
    """Check that nothing is an empty text that must be given: a rule without clause or quote binds nobody."""
    for entry in entries(draft.campaign):
        if entry.is_required and isinstance(entry.value, str) and not entry.value.strip():
            yield found(entry.path, "blank", key=entry.field.name)


def values_are_sensible(draft: CampaignDraft) -> Iterator[Found]:
    """Check that texts are such as people read, and days such as they live to see."""
    for entry in entries(draft.campaign):
        values = entry.value if isinstance(entry.value, tuple) else (entry.value,)
        for value in values:
            if isinstance(value, str) and len(value) > LONGEST_NOTE:
                yield found(entry.path, "text_too_long", most=LONGEST_NOTE)
            elif isinstance(value, str) and (sign := unfit_sign(value)):
                yield found(entry.path, "text_misleads", sign=name_of(sign))
            elif isinstance(value, date) and not FIRST_YEAR <= value.year <= LAST_YEAR:
                yield found(entry.path, "year_out_of_range", day=value, first=FIRST_YEAR, last=LAST_YEAR)


def ids_are_unique(draft: CampaignDraft) -> Iterator[Found]:
    """Check that no two entries of one list bear the same id."""
    plan = draft.campaign
    lists = {
        "rules": [rule.id for rule in plan.rules],
        "levels": [level.id for level in plan.levels],
        "contents": [content.id for content in plan.contents],
        "headcounts": [counted.id for counted in plan.headcounts],
        "bodies": [body.id for body in plan.bodies],
        "roles": [role.id for role in plan.roles],
        "milestones": [milestone.id for milestone in plan.milestones],
        "board_dates": [board_date.id for board_date in plan.board_dates],
    }
    for where, ids in lists.items():
        yield from twice(ids, where, "id")


def checks_are_unique(draft: CampaignDraft) -> Iterator[Found]:
    """Check that no two rules share a check of one level's plans, so that each finding has one clause."""
    taken: dict[tuple[str, str], int] = {}
    every = [level.id for level in draft.campaign.levels]
    for number, rule in enumerate(draft.campaign.rules):
        mine = [(rule.check or "", level) for level in rule.levels or every or ("",)]
        if rule.check and any(taken.setdefault(one, number) != number for one in mine):
            yield found(f"rules[{number}].check", "twice", value=rule.check, key="check")


def levels_are_known(draft: CampaignDraft) -> Iterator[Found]:
    """Check that levels that other parts name exist, and that no word of the register belongs to two levels."""
    plan = draft.campaign
    named = [(f"levels[{number}].upper", level.upper) for number, level in enumerate(plan.levels)]
    named += [(f"levels[{number}].before_level", level.before_level) for number, level in enumerate(plan.levels)]
    named += [(f"pilots[{number}].level", pilot.level) for number, pilot in enumerate(plan.pilots)]
    named += [(f"gate.levels[{number}]", level) for number, level in enumerate(plan.gate.levels if plan.gate else ())]
    for number, movement in enumerate(plan.movements):
        named += [(f"movements[{number}].levels[{index}]", level) for index, level in enumerate(movement.levels)]
    for number, rule in enumerate(plan.rules):
        named += [(f"rules[{number}].levels[{index}]", level) for index, level in enumerate(rule.levels)]
    yield from unknown(named, {level.id for level in plan.levels}, "level")
    yield from _words_of_levels(plan)


def _words_of_levels(plan: Campaign) -> Iterator[Found]:
    taken: dict[str, str] = {}
    for number, level in enumerate(plan.levels):
        if level.reports_to not in ("parent", "board"):
            yield found(f"levels[{number}].reports_to", "reports_to_unknown", value=level.reports_to)
        for index, word in enumerate(level.unit_levels):
            if word in taken:
                path = f"levels[{number}].unit_levels[{index}]"
                yield found(path, "word_of_two_levels", word=word, level=taken[word])
            taken.setdefault(word, level.id)


def bodies_are_known(draft: CampaignDraft) -> Iterator[Found]:
    """Check that bodies that roles act for, and directors of pilots (a body, or the level above), exist."""
    plan = draft.campaign
    bodies = {body.id for body in plan.bodies}
    yield from unknown(((f"roles[{number}].body", role.body) for number, role in enumerate(plan.roles)), bodies, "body")
    levels, directing = {level.id for level in plan.levels}, {pilot.director for pilot in plan.pilots}
    directors = ((f"pilots[{number}].director", pilot.director) for number, pilot in enumerate(plan.pilots))
    yield from unknown(directors, bodies | levels, "body or level")
    for number, body in enumerate(plan.bodies):
        if body.id in levels & directing:
            yield found(f"bodies[{number}].id", "body_named_as_level", body=body.id)


def twice(values: Iterable[str], where: str, key: str) -> Iterator[Found]:
    """Yield the second and further entries of the list at `where` whose `key` (if given) was there before."""
    seen: set[str] = set()
    for number, value in enumerate(values):
        if value and value in seen:
            yield found(f"{where}[{number}].{key}", "twice", value=value, key=key)
        seen.add(value)


def unknown(named: Iterable[tuple[str, str | None]], known: set[str], what: str) -> Iterator[Found]:
    """Yield a fault for each (path, name) that is given and not among `known`."""
    if "" in known:
        return  # An id is missing and told as such; it may be the one that is named.
    for path, name in named:
        if name and name not in known:
            yield found(path, "unknown", what=what, name=name, known=", ".join(sorted(known)) or "(none yet)")
