"""The schema of a plan or report in a campaign's own words: the clauses behind each field, and what may be chosen.

On screen, what a person leaves empty is what the unit's plan does not state: every field is seen there. A file has to
say so, as a key that is not there may have been forgotten; a list that is not there is an empty one.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from pydantic import create_model

from emulation_workflow.adapters.schemas.plan_schema import (
    Declared,
    Form,
    Loc,
    PlanSchema,
    not_stated,
    parse_as,
    place_words,
    row_of,
)
from emulation_workflow.domain.campaign import Campaign, Conference, Level
from emulation_workflow.domain.problem_codes import ProblemCode
from emulation_workflow.messages.forms.choices import Choices, nowhere, offered
from emulation_workflow.messages.forms.fields import FieldKind, FieldWords, FormField, parts_of
from emulation_workflow.messages.forms.plan_fields import CLAUSES, FIELDS, PLAN
from emulation_workflow.messages.labels import ATTENDANCE, PARTIES
from emulation_workflow.messages.names import filled


def form_of(campaign: Campaign, *, on_screen: bool = False, level: Level | None = None) -> type[PlanSchema]:
    """Return PlanSchema in the campaign's words; see `in_words_of`."""
    return in_words_of(campaign, PlanSchema, PLAN, on_screen=on_screen, level=level)


def in_words_of(
    campaign: Campaign,
    form: type[Declared],
    words: FieldWords,
    *,
    on_screen: bool = False,
    level: Level | None = None,
) -> type[Declared]:
    """Return a plan's or a report's form whose fields are described with the clauses that ask for them.

    On screen, categories, groups, contents, points, names and modes are lists to choose from, by name, with the levels
    of what not every level has; and any field but the unit may be left empty. Of a form for one `level` alone, they are
    what that level has, and its fields what its conferences are asked. In files ids are written as well, so their
    schema offers no choices.
    """

    def describe(schema: dict[str, Any]) -> None:
        schema["description"] = words.about
        fields, behind = schema["properties"], _clauses(campaign, form.declarations)
        for key, field in fields.items():
            declared = form.declarations[key]
            clauses = CLAUSES.format(clauses=", ".join(behind[key])) if key in behind else ""
            field["title"] = declared.title
            if about := f"{filled(declared.about, campaign)} {clauses}".strip():
                field["description"] = about
        if on_screen:
            leave_open(schema)
            _offer(fields, campaign, form.declarations, level)

    return create_model(form.__name__, __base__=form, __cls_kwargs__={"json_schema_extra": describe})


def _clauses(campaign: Campaign, declarations: Mapping[str, FormField]) -> dict[str, list[str]]:
    """Return the clauses behind each field, in the campaign's order, each once."""
    found: dict[str, dict[str, None]] = {}
    for key, rule in rules_behind(campaign, declarations):
        if rule:
            found.setdefault(key, {})[campaign.rule(rule).clause] = None
    return {key: list(clauses) for key, clauses in found.items()}


def rules_behind(campaign: Campaign, declarations: Mapping[str, FormField]) -> Iterator[tuple[str, str]]:
    for key, field in declarations.items():
        yield from ((key, choice.rule) for choice in field.choices(campaign, None))
        yield from ((key, rule.id) for rule in campaign.rules if rule.check in field.checks)
    for level in campaign.levels:
        yield "minutes", level.upper_rule
        if level.conference is not None:
            yield from _rules_of(level.conference)
    yield from (("held_on", pilot.window_rule or pilot.rule) for pilot in campaign.pilots)
    if campaign.launch_period is not None:
        yield "launched", campaign.launch_period.rule


def _rules_of(conference: Conference) -> Iterator[tuple[str, str]]:
    yield "held_on", conference.window_rule
    yield "starts_at", conference.session_rule
    yield "ends_at", conference.session_rule
    yield "ends_on", conference.days_rule
    yield "cost", conference.cost_rule
    for branch in conference.size.branches:
        yield "mode" if branch.mode is not None else "total", branch.rule
    yield "headcount", conference.size.base_rule


def _offer(
    fields: dict[str, Any], campaign: Campaign, declarations: Mapping[str, FormField], level: Level | None
) -> None:
    """Let people choose by name what the campaign names; leave out what is asked of nobody."""
    fields["conference_name"]["examples"] = _names(declarations["conference_name"], campaign, level)
    for key in list(fields):
        field = declarations[key]
        match field.kind:
            case FieldKind.MODE:
                fields[key]["enum"] = [name.capitalize() for name in ATTENDANCE.values()]
            case FieldKind.COUNTS | FieldKind.AGENDA | FieldKind.TABLE:
                fields[key]["items"] = _row_with_choices(key, campaign, declarations, level)
            case FieldKind.TICKS:
                points = _shown(field.choices, campaign, level)
                fields[key]["items"] = {"type": "string", "enum": points} if points else {"type": "string"}
        is_open = field.kind is not FieldKind.COUNTS or key == "delegates" or _names(field, campaign, level)
        is_asked = level is None or level.conference is None or field.asked_at(level.conference)
        if field.asked_at is nowhere or not field.asked_by(campaign) or not is_open or not is_asked:
            del fields[key]


def _row_with_choices(
    key: str, campaign: Campaign, declarations: Mapping[str, FormField], level: Level | None
) -> dict[str, Any]:
    schema, parts = row_of(key, declarations).model_json_schema(), parts_of(key, declarations)
    choices = {part: _names(field, campaign, level) for part, field in parts.items()}
    choices |= {part: _PARTIES for part, field in parts.items() if field.kind is FieldKind.PARTY}
    if shown := _shown(declarations[key].choices, campaign, level):
        choices[next(iter(parts))] = shown
    for part, names in choices.items():
        if names:
            schema["properties"][part]["enum"] = names
    return schema


_PARTIES = [name.capitalize() for name in PARTIES.values()]


def _names(field: FormField, campaign: Campaign, level: Level | None) -> list[str]:
    return list(dict.fromkeys(choice.name for choice in field.choices(campaign, level)))


def _shown(choices: Choices, campaign: Campaign, level: Level | None) -> list[str]:
    """Return what is offered: of all levels together, each with those that have it."""
    if level is None:
        return list(offered(choices, campaign))
    return list(dict.fromkeys(choice.name for choice in choices(campaign, level)))


_NOT_STATED = not_stated(FIELDS)
"""Only the unit has to be chosen."""


def parse_typed(raw: object) -> PlanSchema:
    """Return what the screen sends as a plan's form; an empty row is no row. Rejected with every fault found."""
    return parse_typed_as(PlanSchema, raw, where=place_words)


def parse_typed_as(schema: type[Form], raw: object, *, where: Callable[[Loc], str]) -> Form:
    """Return what the screen sends as a form of this schema; see `parse_typed`."""
    typed = _without_empty(raw)
    stated = {**_NOT_STATED, **typed} if isinstance(typed, Mapping) else typed
    return parse_as(schema, stated, where=where, missing=ProblemCode.PLAN_FIELD_EMPTY)


def leave_open(schema: dict[str, Any]) -> None:
    """Change the form's schema so that a field may be left empty, and no count is filled in: 0 is a statement."""
    schema["required"] = [key for key in schema["required"] if key not in _NOT_STATED]
    for field in schema["properties"].values():
        if field.get("type") == "integer":
            field.pop("default", None)


def _without_empty(value: Any) -> Any:
    """`value` without what was left empty in it."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, Mapping):
        return {key: kept for key, part in value.items() if not _is_empty(kept := _without_empty(part))}
    if isinstance(value, list):
        return [kept for part in value if not _is_empty(kept := _without_empty(part))]
    return value


def _is_empty(value: object) -> bool:
    return value is None or value in ("", [], {})
