"""Reads a campaign file: a province's plan as data, strictly, telling every fault at once with its key and line."""

import errno
import hashlib
import os
import re
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from emulation_workflow.adapters.campaign_file import chain, conferences, dates, ladder, references, tasks
from emulation_workflow.adapters.campaign_file.draft import (
    CampaignDraft,
    CampaignUnreadable,
    Fault,
    Found,
    NotACampaignFile,
    fault,
    found,
    lies_in,
)
from emulation_workflow.adapters.campaign_file.former import carried_over
from emulation_workflow.adapters.campaign_file.lines import KeyLines
from emulation_workflow.adapters.campaign_file.shape import read_shape
from emulation_workflow.adapters.campaign_file.windows import read_windows
from emulation_workflow.adapters.campaign_file.written_out import RegisteredUnit, written_out
from emulation_workflow.adapters.schemas.plan_text import has_long_key
from emulation_workflow.adapters.spreadsheets.reading import Unreadable, read_table
from emulation_workflow.domain.campaign import Campaign
from emulation_workflow.messages.forms.register_columns import UNIT_COLUMNS

CAMPAIGN_FILE = "campaign.toml"
UNITS_FILE = "units.csv"
MAX_BYTES = 1_000_000

VARIANT_PARTS = ("ladder", "holidays")
"""What may be tried in place of the campaign's own."""

Check = Callable[[CampaignDraft], Iterator[Found]]

CHECKS: tuple[tuple[Check, tuple[str, ...]], ...] = (
    (references.nothing_is_blank, ()),
    (references.values_are_sensible, ()),
    (references.ids_are_unique, ()),
    (references.checks_are_unique, ()),
    (references.rules_are_catalogued, ("rules",)),
    (references.levels_are_known, ("levels",)),
    (references.bodies_are_known, ("bodies", "levels")),
    (conferences.names_are_given, ()),
    (conferences.limits_hold, ()),
    (conferences.compositions_hold, ()),
    (conferences.own_words_are_new, ()),
    (conferences.shares_hold, ()),
    (conferences.sizes_hold, ()),
    (chain.gate_holds, ("gate",)),
    (chain.gate_roles_are_known, ("roles",)),
    (chain.difficulty_roles_are_known, ("difficulties", "roles")),
    (chain.pilots_hold, ()),
    (chain.pilots_are_registered, ("levels",)),
    (dates.nothing_precedes_the_plan, ("effective_from", "plan", "plan.date")),
    (dates.levels_come_in_order, ("effective_from",)),
    (dates.periods_run_forward, ()),
    (dates.half_days_run_forward, ()),
    (dates.country_is_known, ()),
    (tasks.tasks_hold, ()),
    (tasks.task_references_are_known, ("levels", "milestones", "tasks")),
    (tasks.board_dates_fill_gaps, ("tasks",)),
    (tasks.directors_are_units, ("bodies", "levels", "pilots", "tasks")),
    (tasks.units_are_registered, ()),
    (tasks.each_is_somebodys, ("levels",)),
    (tasks.what_is_owed_again_has_its_days, ("milestones",)),
    (ladder.reply_address_is_one, ()),
    (ladder.copies_are_known, ("roles",)),
    (ladder.rungs_ascend, ("ladder",)),
    (ladder.rungs_reach_somebody, ("ladder",)),
    (ladder.own_rungs_are_somebodys, ("ladder", "levels")),
    (ladder.roles_are_known, ("ladder", "roles")),
)
"""Each check with the parts it compares others with: where one of them cannot be read, the check says nothing."""


def load_campaign(path: Path, *, units: Iterable[RegisteredUnit] | None = None) -> Campaign:
    """Return the campaign in the folder (or file) `path`. CampaignUnreadable, with all of its faults, if it has any.

    A task for each unit of a level is made for each of `units`; where none are given, for those in units.csv.

    NotACampaignFile, a CampaignUnreadable too, if there is no such file or it is no TOML.
    """
    file = _file_meant(path)
    content = _bytes(file)
    text = _text(content)
    return _sound(_tables(text), file, text, content, units=units)


def _file_meant(path: Path) -> Path:
    # A folder that cannot be looked at, or a name that is too long, is none; why it cannot be read is said later.
    return path / CAMPAIGN_FILE if os.path.isdir(path) else path  # noqa: PTH112 - Path.is_dir raises there


def faults_beyond(path: Path, plan: Campaign) -> list[Fault]:
    """Return the faults of a file that loads all the same, as those did that were written before they were refused."""
    draft = CampaignDraft(campaign=plan, unit_levels=None)
    return _located(references.quotations_say_something(draft), _text(_bytes(_file_meant(path))))


def load_variant(path: Path, variant: Path) -> Campaign:
    """Return the campaign in `path` with the ladder, the holidays or both that the file `variant` gives instead.

    CampaignUnreadable, with all faults of these parts by their lines in `variant`. Its other parts are not looked at,
    so that a whole campaign file will do.
    """
    load_campaign(path)
    file = _file_meant(path)
    content = _bytes(variant)
    text = _text(content)
    parts = {name: part for name, part in _tables(text).items() if name in VARIANT_PARTS}
    if not parts:
        raise CampaignUnreadable([fault(found("", "no_part_to_try", parts=", ".join(VARIANT_PARTS)), 0)])
    return _sound(_tables(_text(_bytes(file))) | parts, file, text, content)


def _sound(
    raw: dict[str, Any], file: Path, text: str, content: bytes, *, units: Iterable[RegisteredUnit] | None = None
) -> Campaign:
    """Return `raw` as the campaign of `file`. CampaignUnreadable, with every fault's line in `text`, if it has any."""
    faults: list[Found] = []
    campaign = _read(raw, hashlib.sha256(content).hexdigest(), faults)
    listed = _registered(file.with_name(UNITS_FILE))
    unit_levels = None if listed is None else _unit_levels(listed)
    unread = frozenset(what.path for what in faults)
    faults += _unsound(CampaignDraft(campaign=campaign, unit_levels=unit_levels, unread=unread))
    if faults:
        raise CampaignUnreadable(_located(faults, text))
    return written_out(campaign, (listed or ()) if units is None else units)


def _read(raw: dict[str, Any], sha256: str, faults: list[Found]) -> Campaign:
    if "sha256" in raw:
        faults.append(found("sha256", "sha256_written"))
    raw = read_windows(carried_over(raw), faults)
    return read_shape(raw | {"sha256": sha256}, faults)


def _unsound(draft: CampaignDraft) -> list[Found]:
    """Yield what the checks find in parts that could be read."""
    return [
        what
        for check, needs in CHECKS
        if draft.unread.isdisjoint(needs)
        for what in check(draft)
        if not any(lies_in(what.path, whole) for whole in draft.unread)
    ]


def _located(every: Iterable[Found], text: str) -> list[Fault]:
    lines = KeyLines(text)
    return sorted((fault(what, lines.of(what.path)) for what in dict.fromkeys(every)), key=lambda told: told.line)


def _bytes(file: Path) -> bytes:
    try:
        if file.is_file() and file.stat().st_size <= MAX_BYTES:
            return file.read_bytes()
        reason = _no_reading(file)
    except OSError as error:
        reason = str(error.strerror)
    raise NotACampaignFile([fault(found("", "file_unreadable", file=file, reason=reason, name=CAMPAIGN_FILE), 0)])


def _no_reading(file: Path) -> str:
    if file.is_file():
        return f"it has more than {MAX_BYTES // 1_000_000} MB"
    return "it is no file" if file.exists() else os.strerror(errno.ENOENT)


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise NotACampaignFile([fault(found("", "not_utf8"), line)]) from None


def _tables(text: str) -> dict[str, Any]:
    if has_long_key(text):
        raise NotACampaignFile([fault(found("", "dotted_key_too_long"), 1)])
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        told = re.search(r"line (\d+)", str(error))
        line = int(told[1]) if told else text.count("\n") + 1
        told_of = fault(found("", _not_toml(text, line, reason := _reason(error)), reason=reason), line)
    except (RecursionError, ValueError):  # The latter for a number of thousands of digits.
        told_of = fault(found("", "nested_too_deeply"), 1)
    raise NotACampaignFile([told_of])


def _not_toml(text: str, line: int, reason: str) -> str:
    """Return the code of what a clerk most likely wrote on this line."""
    written = "".join(text.splitlines()[line - 1 : line])
    if "date" in reason:
        return "not_toml_day"
    if "overwrite" in reason or "declare" in reason:
        return "not_toml_twice"
    if re.search(r"=\s*\d{1,2}[/.-]\d{1,2}[/.-]\d{4}", written):
        return "not_toml_day_order"
    return "not_toml_quotes" if re.search(r"=\s*\[?\s*[“”‘’]", written) else "not_toml"


def _reason(error: tomllib.TOMLDecodeError) -> str:
    """Return what is wrong, without where and without the keys that some reasons name."""
    return str(error).partition("(")[0].strip().lower()


def _registered(file: Path) -> Sequence[RegisteredUnit] | None:
    """Return code, level and name in each row of the register beside the campaign; None without one."""
    try:
        rows = read_table(file, UNIT_COLUMNS, required=("code", "level")).rows
    except Unreadable:
        return None
    return [(row.cells.get("code", ""), row.cells.get("level", ""), row.cells.get("name", "")) for row in rows]


def _unit_levels(units: Iterable[RegisteredUnit]) -> Mapping[str, frozenset[str]]:
    """Return each code with the levels it was ever of."""
    levels: defaultdict[str, set[str]] = defaultdict(set)
    for code, level, _ in units:
        levels[code].add(level)
    return {code: frozenset(words) for code, words in levels.items()}


__all__ = [
    "CAMPAIGN_FILE",
    "UNITS_FILE",
    "CampaignUnreadable",
    "Fault",
    "NotACampaignFile",
    "faults_beyond",
    "load_campaign",
    "load_variant",
]
