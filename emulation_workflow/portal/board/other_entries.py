"""Entries about what units do: evidence, difficulties and their steps, a day of the Board's, an order."""

from collections.abc import Sequence
from datetime import date

from emulation_workflow.adapters.schemas.order_schema import parse_order
from emulation_workflow.adapters.schemas.plan_lookup import find_unit
from emulation_workflow.adapters.submissions.order_lookup import document_of
from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.campaign import Task
from emulation_workflow.domain.difficulties import DifficultyStep, StepTaken
from emulation_workflow.domain.errors import Problem, ProblemCode, Rejected
from emulation_workflow.domain.obligations.board_dates import DateSet, may_be_dated
from emulation_workflow.domain.obligations.obligation import Evidence
from emulation_workflow.domain.orders.order import Order
from emulation_workflow.domain.registers import Unit
from emulation_workflow.domain.schedule.settlement import BY_EVIDENCE
from emulation_workflow.messages.difficulties import step_names
from emulation_workflow.messages.forms.fields import FieldWords
from emulation_workflow.messages.forms.order_fields import ORDER, ORDER_FIELDS, ORDER_KINDS
from emulation_workflow.messages.labels import ATTENDANCE
from emulation_workflow.messages.obligations import standing_words
from emulation_workflow.messages.order_words import TO_PARENT
from emulation_workflow.messages.problems import board_dates as date_words
from emulation_workflow.messages.screens import difficulties as difficulty_words
from emulation_workflow.messages.screens import obligations as evidence_words
from emulation_workflow.messages.screens import pages as words
from emulation_workflow.messages.screens import run_words
from emulation_workflow.messages.screens.board_entries import difficulty_rows, evidence_line, list_rows
from emulation_workflow.office import clerk_entries
from emulation_workflow.office import register_queries as register
from emulation_workflow.office.difficulties import handling
from emulation_workflow.office.difficulties.difficulty_queries import difficulties_on, units_of
from emulation_workflow.office.difficulties.letters import holder_and_age
from emulation_workflow.office.letters.letter_context import day
from emulation_workflow.office.obligations.board_dates import date_entry, preview_board_date, set_board_date
from emulation_workflow.office.obligations.evidence import record_evidence
from emulation_workflow.office.obligations.obligation_queries import obligation
from emulation_workflow.office.office import Office
from emulation_workflow.office.orders import entry as order_entry
from emulation_workflow.portal import typed
from emulation_workflow.portal.board.entry_kinds import DeskEntry, EntryField, EntryTaken, Given, LookedAt, chosen
from emulation_workflow.screens import difficulties as difficulty_screen
from emulation_workflow.screens.obligations import change_rows
from emulation_workflow.screens.orders import preview_context

UNIT_BOX, DAY, NOTE, CHOICE, SEVERAL = "unit", "day", "note", "choice", "several"


def _unit_of(office: Office, given: Given, on: date, title: str) -> Unit:
    return find_unit(given.one("unit"), register.units(office), day=on, where=title)


def _today(office: Office) -> date:
    return office.clock.now().date()


def evidence_fields(office: Office) -> Sequence[EntryField]:
    of = evidence_words.FIELDS
    tasks = {task.id: task.name for task in _settled(office)}
    kinds = {evidence_words.RECORD: evidence_words.RECORD, evidence_words.WITHDRAW: evidence_words.WITHDRAW}
    return [
        EntryField(key="unit", words=of["unit"], box=UNIT_BOX),
        EntryField(key="task", words=of["task"], box=CHOICE, choices=tasks),
        EntryField(key="done_on", words=of["done_on"], box=DAY),
        EntryField(key="number", words=of["number"]),
        EntryField(key="signed_on", words=of["signed_on"], box=DAY),
        EntryField(key="link", words=of["link"]),
        EntryField(key="source", words=of["source"]),
        EntryField(key="note", words=of["note"], box=NOTE),
        EntryField(key="entry", words=of["entry"], box=CHOICE, choices=kinds),
    ]


def _settled(office: Office) -> list[Task]:
    return [task for task in office.campaign.tasks if task.settled_by in BY_EVIDENCE]


def _evidence(office: Office, given: Given) -> Evidence:
    of, fields = evidence_words.FIELDS, evidence_fields(office)
    done_on = typed.day(given.one("done_on"), of["done_on"].title)
    if done_on is None:
        raise Rejected(Problem(code=ProblemCode.EVIDENCE_DAY_MISSING, where=of["done_on"].title))
    entry = chosen(given, fields, "entry", otherwise=ProblemCode.EVIDENCE_ENTRY_MISSING)
    return Evidence(
        unit=_unit_of(office, given, done_on, of["unit"].title).code,
        task=chosen(given, fields, "task", otherwise=ProblemCode.EVIDENCE_TASK_MISSING),
        done_on=done_on,
        recorded_at=office.clock.now(),
        recorded_by=given.by,
        number=given.one("number"),
        signed_on=typed.day(given.one("signed_on"), of["signed_on"].title),
        link=given.one("link"),
        source=given.one("source"),
        withdrawn=entry == evidence_words.WITHDRAW,
        note=given.one("note"),
    )


def _look_at_evidence(office: Office, given: Given) -> LookedAt:
    evidence = _evidence(office, given)
    record_evidence(office, [evidence], channel=Channel.PAGE, dry_run=True)
    unit = register.unit_name(office, evidence.unit, evidence.done_on)
    line = evidence_line(
        unit=unit,
        task=office.campaign.task(evidence.task).name,
        done_on=evidence.done_on,
        number=evidence.number,
        note=evidence.note,
        is_withdrawn=evidence.withdrawn,
    )
    return LookedAt(rows=list_rows([line]))


def _record_evidence(office: Office, given: Given, _code: str) -> EntryTaken:
    evidence = _evidence(office, given)
    taken = record_evidence(office, [evidence], channel=Channel.PAGE)
    told = (
        evidence_words.STANDS
        if taken.same
        else evidence_words.WITHDRAWN
        if evidence.withdrawn
        else evidence_words.RECORDED
    )
    return EntryTaken(
        words=told.format(
            task=office.campaign.task(evidence.task).name,
            unit=register.unit_name(office, evidence.unit, evidence.done_on),
            standing=standing_words(obligation(office, evidence.unit, evidence.task)),
        )
    )


def difficulty_fields(_office: Office) -> Sequence[EntryField]:
    of = difficulty_words.FIELDS
    return [
        EntryField(key="unit", words=of["unit"], box=UNIT_BOX),
        EntryField(key="words", words=of["words"], box=NOTE),
        EntryField(key="raised_on", words=of["raised_on"], box=DAY),
        EntryField(key="source", words=of["source"]),
    ]


def _raised_on(office: Office, given: Given) -> date:
    return typed.day(given.one("raised_on"), difficulty_words.FIELDS["raised_on"].title) or _today(office)


def _look_at_difficulty(office: Office, given: Given) -> LookedAt:
    raised_on = _raised_on(office, given)
    unit = _unit_of(office, given, raised_on, difficulty_words.FIELDS["unit"].title)
    if not given.one("words"):
        raise Rejected(Problem(code=ProblemCode.DIFFICULTY_WORDS_MISSING))
    return LookedAt(
        rows=difficulty_rows(unit=unit.name, words=given.one("words"), raised_on=raised_on, source=given.one("source"))
    )


def _raise(office: Office, given: Given, _code: str) -> EntryTaken:
    raised_on = _raised_on(office, given)
    unit = _unit_of(office, given, raised_on, difficulty_words.FIELDS["unit"].title)
    taken = handling.raise_difficulty(
        office,
        unit=unit.code,
        words=given.one("words"),
        raised_on=raised_on,
        source=given.one("source"),
        by=given.by,
        channel=Channel.PAGE,
    )
    told = difficulty_words.RAISED if taken.is_new else difficulty_words.RAISED_BEFORE
    return EntryTaken(words=told.format(number=taken.difficulty.number, unit=unit.name))


def step_fields(office: Office) -> Sequence[EntryField]:
    of = difficulty_words.FIELDS
    kept = difficulties_on(office, date.max, closed_too=True)
    units, now = units_of(office, kept), _today(office)
    in_order = sorted(kept, key=lambda each: (not each.holder_on(now), each.number))
    choices = {str(each.number): difficulty_screen.choice(each, units[each.number]) for each in in_order}
    steps = {step.value: name for step, name in step_names(office.campaign).items()}
    return [
        EntryField(key="difficulty", words=FieldWords(title=of["difficulty"].title), box=CHOICE, choices=choices),
        EntryField(key="step", words=of["step"], box=CHOICE, choices=steps),
        EntryField(key="done_on", words=of["done_on"], box=DAY),
        EntryField(key="document", words=of["document"]),
        EntryField(key="answer", words=of["answer"], box=NOTE),
    ]


def _step(office: Office, given: Given) -> tuple[int, StepTaken]:
    fields = step_fields(office)
    number = int(chosen(given, fields, "difficulty", otherwise=ProblemCode.NOTHING_CHOSEN))
    step = DifficultyStep(chosen(given, fields, "step", otherwise=ProblemCode.DIFFICULTY_STEP_MISSING))
    return number, handling.step_taken(
        office,
        step,
        done_on=typed.day(given.one("done_on"), difficulty_words.FIELDS["done_on"].title) or _today(office),
        by=given.by,
        document=given.one("document"),
        words=given.one("answer"),
    )


def _look_at_step(office: Office, given: Given) -> LookedAt:
    entry = handling.step_entry(office, *_step(office, given))
    return LookedAt(rows=entry.rows if entry else ())


def _ask_for_step(office: Office, given: Given) -> None:
    if entry := handling.step_entry(office, *_step(office, given)):
        clerk_entries.request_code(office, entry)


def _take_step(office: Office, given: Given, code: str) -> EntryTaken:
    number, step = _step(office, given)
    taken = handling.record_step(office, number, step, code=code, channel=Channel.PAGE)
    told = difficulty_words.STEP_TAKEN if taken.is_new else difficulty_words.STEP_BEFORE
    standing = holder_and_age(office.campaign, taken.difficulty, _today(office))
    return EntryTaken(words=told.format(number=number, standing=standing))


def date_fields(office: Office) -> Sequence[EntryField]:
    of = date_words.FIELDS
    tasks = {task.id: task.name for task in office.campaign.tasks if may_be_dated(task)}
    levels = {level.id: level.name for level in office.campaign.levels}
    kinds = {date_words.SET: date_words.SET, date_words.TAKE_BACK: date_words.TAKE_BACK}
    return [
        EntryField(key="task", words=of["task"], box=CHOICE, choices=tasks),
        EntryField(key="levels", words=of["levels"], box=SEVERAL, choices=levels),
        EntryField(key="day", words=of["day"], box=DAY),
        EntryField(key="number", words=of["number"]),
        EntryField(key="signed_on", words=of["signed_on"], box=DAY),
        EntryField(key="entry", words=of["entry"], box=CHOICE, choices=kinds),
        EntryField(key="note", words=of["note"], box=NOTE),
    ]


def _date(office: Office, given: Given) -> DateSet:
    of, fields = date_words.FIELDS, date_fields(office)
    entry = chosen(given, fields, "entry", otherwise=ProblemCode.BOARD_DATE_ENTRY_MISSING)
    due = typed.day(given.one("day"), of["day"].title) if entry == date_words.SET else None
    if due is None and entry == date_words.SET:
        raise Rejected(Problem(code=ProblemCode.BOARD_DATE_DAY_MISSING, where=of["day"].title))
    return DateSet(
        task=chosen(given, fields, "task", otherwise=ProblemCode.BOARD_DATE_TASK_MISSING),
        levels=tuple(given.several("levels")),
        day=due,
        document=given.one("number"),
        signed_on=typed.day(given.one("signed_on"), of["signed_on"].title),
        set_by=given.by,
        set_at=office.clock.now(),
        note=given.one("note"),
    )


def _look_at_date(office: Office, given: Given) -> LookedAt:
    date_set = _date(office, given)
    outcome = preview_board_date(office, date_set)
    changes = [
        "; ".join(f"{name}: {value}" for name, value in row.items() if value)
        for row in change_rows(office.campaign, outcome.change)
    ]
    effects = [(words.WOULD_CHANGE, changes or [words.NOTHING_CHANGES])]
    return LookedAt(rows=date_entry(office, date_set).rows, effects=effects)


def _set_date(office: Office, given: Given, code: str) -> EntryTaken:
    date_set = _date(office, given)
    taken = set_board_date(office, date_set, code=code, channel=Channel.PAGE)
    told = date_words.STANDS if not taken.is_new else date_words.WAS_SET if date_set.day else date_words.WAS_TAKEN_BACK
    return EntryTaken(
        words=told.format(
            task=office.campaign.task(date_set.task).name,
            day=day(date_set.day) if date_set.day else "",
            changed=len(taken.change.added) + len(taken.change.changed),
        )
    )


_POINT_LISTS = ("levels", "groups", "units", "tasks", "names", "contents", "kinds")
_POINT_TEXTS = ("window_words", "until_event", "part")
_POINT_CHOICES = ("kind", "mode", "at_most", "reports_to", "upper")
_POINT_DAYS = ("window_from", "window_to", "until")


def order_fields(office: Office) -> Sequence[EntryField]:
    """Return the document's fields and those of one point; a document of several is entered by file or command."""
    campaign, of = office.campaign, ORDER_FIELDS
    issuers = {body.name: body.name for body in campaign.bodies if body.may_change_plan}
    levels = {level.name: level.name for level in campaign.levels}
    groups = sorted({unit.group for unit in register.units(office) if unit.group})
    offered = {
        "levels": levels,
        "groups": {group: group for group in groups},
        "tasks": {task.name: task.name for task in campaign.tasks},
    }
    return [
        EntryField(key="number", words=of["number"]),
        EntryField(key="issuer", words=of["issuer"], box=CHOICE, choices=issuers),
        EntryField(key="signed_on", words=of["signed_on"], box=DAY),
        EntryField(key="signer", words=of["signer"]),
        EntryField(key="effective_from", words=of["effective_from"], box=DAY),
        EntryField(key="reason", words=of["reason"], box=NOTE),
        EntryField(
            key="kind",
            words=of["points.kind"],
            box=CHOICE,
            choices={name: name for name in ORDER_KINDS.values()},
        ),
        *(
            EntryField(
                key=key,
                words=of[f"points.{key}"],
                box=SEVERAL if offered.get(key) else NOTE,
                choices=offered.get(key, {}),
            )
            for key in _POINT_LISTS
        ),
        *(EntryField(key=key, words=of[f"points.{key}"], box=DAY) for key in _POINT_DAYS),
        *(EntryField(key=key, words=of[f"points.{key}"]) for key in _POINT_TEXTS),
        EntryField(
            key="mode",
            words=of["points.mode"],
            box=CHOICE,
            choices={name.capitalize(): name.capitalize() for name in ATTENDANCE.values()},
        ),
        EntryField(key="at_most", words=of["points.at_most"]),
        EntryField(
            key="reports_to",
            words=of["points.reports_to"],
            box=CHOICE,
            choices={name: name for name in (TO_PARENT, campaign.board_name)},
        ),
        EntryField(key="upper", words=of["points.upper"], box=CHOICE, choices=levels),
        EntryField(
            key="window_about",
            words=of["points.window_about"],
            box=SEVERAL,
            choices={"x": of["points.window_about"].title},
        ),
    ]


def _order(office: Office, given: Given) -> Sequence[Order]:
    texts = {
        key: given.one(key) for key in (*_POINT_TEXTS, *_POINT_DAYS, "kind", "mode", "at_most", "reports_to", "upper")
    }
    lists = {key: given.several(key) for key in _POINT_LISTS}
    point: dict[str, object] = {key: value for key, value in {**texts, **lists}.items() if value}
    point |= {"window_about": True} if given.several("window_about") else {}
    head = {key: given.one(key) for key in ("number", "issuer", "signed_on", "signer", "effective_from", "reason")}
    raw = {key: value for key, value in head.items() if value} | {"points": [point]}
    units = register.units(office)
    return document_of(parse_order(raw), campaign=office.campaign, units=units, entered_at=office.clock.now())


def _look_at_order(office: Office, given: Given) -> LookedAt:
    document = _order(office, given)
    shown = preview_context(office.campaign, order_entry.preview_order(office, document), letters=None)
    of = ORDER_FIELDS
    head = {
        of["number"].title: shown["number"],
        of["issuer"].title: shown["issuer"],
        of["signed_on"].title: shown["signed_on"],
        of["signer"].title: shown["signer"],
        of["effective_from"].title: shown["effective_from"],
        of["reason"].title: shown["reason"],
        of["points.kind"].title: "; ".join(shown["points"]),
    }
    rows = [{"name": name, "value": str(value)} for name, value in head.items() if value]
    effects = [
        (
            words.UNITS_CHANGE.format(number=len(group["units"]), units=", ".join(group["units"])),
            [words.FROM_TO.format(what=what, old=old, new=new) for what, old, new in group["rows"]],
        )
        for group in shown["groups"]
    ]
    if shown["held"]:
        held = [words.HELD_ON.format(unit=each["name"], day=each["day"]) for each in shown["held"]]
        effects.append((words.HELD_BEFORE, held))
    return LookedAt(rows=rows, effects=effects or [(words.WOULD_CHANGE, [words.NOTHING_CHANGES])])


def _ask_for_order(office: Office, given: Given) -> None:
    order_entry.request_code(office, _order(office, given), entered_by=given.by)


def _enter_order(office: Office, given: Given, code: str) -> EntryTaken:
    document = _order(office, given)
    entered = order_entry.enter_order(office, document, entered_by=given.by, code=code, channel=Channel.PAPER)
    if not entered.applied:
        raise Rejected(*entered.problems)
    told = run_words.ORDER_TAKEN.format(number=document[0].number, units=len(entered.preview.changed))
    return EntryTaken(words=told)


OTHER_ENTRIES: Sequence[DeskEntry] = (
    DeskEntry(
        slug="van-ban-dieu-chinh",
        words=ORDER,
        fields=order_fields,
        look=_look_at_order,
        ask_code=_ask_for_order,
        record=_enter_order,
    ),
    DeskEntry(
        slug="ket-qua",
        words=evidence_words.FIELDS["result_form"],
        fields=evidence_fields,
        look=_look_at_evidence,
        record=_record_evidence,
    ),
    DeskEntry(
        slug="kho-khan",
        words=difficulty_words.FIELDS["raising_form"],
        fields=difficulty_fields,
        look=_look_at_difficulty,
        record=_raise,
    ),
    DeskEntry(
        slug="xu-ly-kho-khan",
        words=FieldWords(title=difficulty_words.FIELDS["step_form"].title),
        fields=step_fields,
        look=_look_at_step,
        ask_code=_ask_for_step,
        record=_take_step,
    ),
    DeskEntry(
        slug="moc-thoi-gian",
        words=date_words.FIELDS["form"],
        fields=date_fields,
        look=_look_at_date,
        ask_code=lambda office, given: clerk_entries.request_code(office, date_entry(office, _date(office, given))),
        record=_set_date,
    ),
)
