"""The plan's schema in a campaign's own words: the clause behind each field, and what may be chosen in it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from pydantic import BaseModel, create_model

from emulation_workflow.adapters.schemas.plan_on_screen import leave_open
from emulation_workflow.adapters.schemas.plan_schema import AgendaRow, DelegateRow, Form, GroupRow, PlanForm
from emulation_workflow.domain.campaign import Campaign, CheckKind, Conference
from emulation_workflow.messages.forms.plan_fields import CLAUSES, FIELDS, PLAN, FieldWords
from emulation_workflow.messages.labels import ATTENDANCE


def form_of(campaign: Campaign, *, on_screen: bool = False) -> type[PlanForm]:
    """PlanForm in the campaign's words (`in_words_of`)."""
    return in_words_of(campaign, PlanForm, PLAN, FIELDS, offer=offer if on_screen else None)


Offer = Callable[[dict[str, Any], Campaign], None]
"""Puts choices into the fields of a form's schema."""


def in_words_of(
    campaign: Campaign,
    schema_of: type[Form],
    words: FieldWords,
    named: Mapping[str, FieldWords],
    *,
    offer: Offer | None,
) -> type[Form]:
    """A plan's or a report's form, its fields `named` as there, each description with the clauses that ask for it.

    With an `offer`, on screen: categories, groups, contents, points, names and forms are lists to choose from, by name,
    and any field but the unit may be left empty. In files ids are written as well, so their schema offers no choices.
    """

    def in_its_words(schema: dict[str, Any]) -> None:
        schema["description"] = words.about
        fields, behind = schema["properties"], _clauses(campaign)
        for key, field in fields.items():
            clauses = CLAUSES.format(clauses=", ".join(behind[key])) if key in behind else ""
            field["title"] = named[key].title
            if about := f"{named[key].about} {clauses}".strip():
                field["description"] = about
        if offer is not None:
            leave_open(schema)
            offer(fields, campaign)

    return create_model(schema_of.__name__, __base__=schema_of, __cls_kwargs__={"json_schema_extra": in_its_words})


def _conferences(campaign: Campaign) -> Iterator[Conference]:
    return (level.conference for level in campaign.levels if level.conference is not None)


def _clauses(campaign: Campaign) -> dict[str, list[str]]:
    """The clauses behind each field, in the campaign's order, each once."""
    found: dict[str, list[str]] = {}
    for key, rule in _rules(campaign):
        clause = campaign.rule(rule).clause
        if clause not in found.setdefault(key, []):
            found[key].append(clause)
    return found


_BY_CHECK = {
    CheckKind.PLAN_PAPER: ("number", "signed_on", "signer"),
    CheckKind.PAPERS: ("collective_papers", "individual_papers", "papers"),
    CheckKind.PAPER_FIELDS: ("papers",),
    CheckKind.HONOURS: ("honours",),
    CheckKind.HONOURED_KINDS: ("honours",),
    CheckKind.PUT_FORWARD: ("honours",),
    CheckKind.LESSONS: ("lessons", "shortcomings"),
    CheckKind.STAGING: ("is_online", "combined_with"),
    CheckKind.COVERED_BY_ORDER: ("covered_by",),
}


def _rules(campaign: Campaign) -> Iterator[tuple[str, str]]:
    for one in _conferences(campaign):
        yield from _rules_of(one)
    for pilot in campaign.pilots:
        yield "held_on", pilot.window_rule or pilot.rule
    for content in campaign.contents:
        yield "agenda", content.rule
        if content.points:
            yield "report_points", content.points_rule or content.rule
    yield "launch_period", campaign.launch_period.rule
    yield "launched", campaign.launch_period.rule
    yield from (("minutes", level.upper_rule) for level in campaign.levels if level.upper_rule)
    for rule in campaign.rules:
        if rule.check is not None:
            yield from ((key, rule.id) for key in _BY_CHECK.get(rule.check, ()))


def _rules_of(one: Conference) -> Iterator[tuple[str, str]]:
    yield "conference_name", one.name_rule
    yield "held_on", one.window_rule
    yield "starts_at", one.session_rule
    yield "ends_at", one.session_rule
    for category in one.composition:
        yield "delegates", category.rule
    for branch in one.size.branches:
        yield "mode" if branch.mode is not None else "total", branch.rule
    if one.size.base_rule:
        yield "headcount", one.size.base_rule
    yield from (("emphases", group.rule) for group in one.emphases)
    yield from (("structure", group.rule) for group in one.structure)


def offer(fields: dict[str, Any], campaign: Campaign) -> None:
    """Choose by name what the campaign names."""
    conferences = list(_conferences(campaign))
    fields["conference_name"]["examples"] = _each(name for one in conferences for name in one.names)
    fields["mode"]["enum"] = [name.capitalize() for name in ATTENDANCE.values()]
    categories = _each(category.name for one in conferences for category in one.composition)
    fields["delegates"]["items"] = row_with(DelegateRow, category=categories)
    for key, groups in (
        ("emphases", _each(group.name for one in conferences for group in one.emphases)),
        ("structure", _each(group.name for one in conferences for group in one.structure)),
    ):
        fields[key]["items"] = row_with(GroupRow, group=groups)
    fields["agenda"]["items"] = row_with(AgendaRow, content=[content.name for content in campaign.contents])
    points = _each(point for content in campaign.contents for point in content.points)
    fields["report_points"]["items"] = {"type": "string", "enum": points} if points else {"type": "string"}


def _each(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))


def row_with(row: type[BaseModel], **choices: list[str]) -> dict[str, Any]:
    """The schema of a row, with what may be chosen in its parts."""
    schema = row.model_json_schema()
    for part, names in choices.items():
        if names:
            schema["properties"][part]["enum"] = names
    return schema
