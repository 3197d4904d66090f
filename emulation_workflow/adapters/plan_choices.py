"""The plan's schema in a campaign's own words: the clause behind each field, and what may be chosen in it."""

from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import ConfigDict

from emulation_workflow.adapters.plan_on_screen import leave_open
from emulation_workflow.adapters.plan_schema import AgendaRow, DelegateRow, GroupRow, PlanForm
from emulation_workflow.domain.campaign import Campaign, CheckKind, Conference
from emulation_workflow.messages.labels import ATTENDANCE
from emulation_workflow.messages.plan_fields import CLAUSES, PLAN


def form_of(campaign: Campaign, *, on_screen: bool = False) -> type[PlanForm]:
    """PlanForm, each field's description naming the clauses that ask for it.

    `on_screen`: categories, groups, contents, points, names and forms are lists to choose from, by name, and any field
    but the unit may be left empty. In files ids are written as well, so the schema of files offers no choices.
    """

    def in_its_words(schema: dict[str, Any]) -> None:
        schema["description"] = PLAN.about
        fields = schema["properties"]
        for key, clauses in _clauses(campaign).items():
            about = fields[key].get("description", "")
            fields[key]["description"] = f"{about} {CLAUSES.format(clauses=', '.join(clauses))}".strip()
        if on_screen:
            leave_open(schema)
            _offer(fields, campaign)

    class CampaignPlanForm(PlanForm):
        model_config = ConfigDict(json_schema_extra=in_its_words)

    return CampaignPlanForm


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
    CheckKind.PAPERS: ("collective_papers", "individual_papers"),
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


def _offer(fields: dict[str, Any], campaign: Campaign) -> None:
    conferences = list(_conferences(campaign))
    fields["conference_name"]["examples"] = _each(name for one in conferences for name in one.names)
    fields["mode"]["enum"] = [name.capitalize() for name in ATTENDANCE.values()]
    categories = _each(category.name for one in conferences for category in one.composition)
    fields["delegates"]["items"] = _row(DelegateRow, "category", categories)
    for key, groups in (
        ("emphases", _each(group.name for one in conferences for group in one.emphases)),
        ("structure", _each(group.name for one in conferences for group in one.structure)),
    ):
        fields[key]["items"] = _row(GroupRow, "group", groups)
    fields["agenda"]["items"] = _row(AgendaRow, "content", [content.name for content in campaign.contents])
    points = _each(point for content in campaign.contents for point in content.points)
    fields["report_points"]["items"] = {"type": "string", "enum": points} if points else {"type": "string"}


def _each(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))


def _row(row: type[DelegateRow | GroupRow | AgendaRow], part: str, choices: list[str]) -> dict[str, Any]:
    schema = row.model_json_schema()
    if choices:
        schema["properties"][part]["enum"] = choices
    return schema
