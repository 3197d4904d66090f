"""Whatever comes in at a door: refused with words, or taken and sensible; no traceback, no hang, no flood of faults."""

import dataclasses
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from random import Random
from zlib import crc32

import pytest

from emulation_workflow.adapters.campaign_file.draft import CampaignUnreadable
from emulation_workflow.domain.errors import MAX_TOLD, Rejected
from emulation_workflow.domain.texts import FIRST_YEAR, LAST_YEAR, hidden_sign, unfit_sign
from emulation_workflow.messages import sentence
from tests.fuzz.doors import DOORS, Door

SHORT, LONG = 3, 45
"""Inputs at each door."""

SECONDS = 10
"""Of the processor, for one input."""

LONGEST = 5_000
_BY_NAME = pytest.mark.parametrize("door", DOORS, ids=lambda door: door.name)


@_BY_NAME
def test_what_is_broken_in_one_place_is_refused_or_taken_sensibly(door: Door, tmp_path: Path) -> None:
    """A few inputs each time; `make attack` tries many."""
    _try(door, tmp_path, range(SHORT))


@pytest.mark.attack
@_BY_NAME
def test_many_broken_inputs_are_refused_or_taken_sensibly(door: Door, tmp_path: Path) -> None:
    """More than a thousand at all doors."""
    assert len(DOORS) * LONG >= 1_000
    _try(door, tmp_path, range(SHORT, SHORT + LONG))


@pytest.mark.parametrize("door", [door for door in DOORS if door.takes_valid], ids=lambda door: door.name)
def test_what_is_not_broken_is_taken(door: Door, tmp_path: Path) -> None:
    """Else the doors would prove nothing."""
    path = tmp_path / f"tep{door.suffix}"
    for content in door.valid()[:2]:
        path.write_bytes(content)
        _ensure_sensible(door.read(path))


def _try(door: Door, folder: Path, seeds: range) -> None:
    valid = door.valid()
    for seed in seeds:
        random = Random(crc32(door.name.encode()) + seed)
        content = door.spoil(random, random.choice(valid))
        began = time.process_time()
        try:
            _read(door, folder, content)
        except Exception as fault:
            (folder / "input").write_bytes(content)
            fault.add_note(f"door {door.name!r}, seed {seed}")
            raise
        assert time.process_time() - began < SECONDS, f"door {door.name!r}, seed {seed}"


def _read(door: Door, folder: Path, content: bytes) -> None:
    path = folder / f"tep{door.suffix}"
    path.write_bytes(content)
    try:
        taken = door.read(path)
    except Rejected as refused:
        said = [sentence(problem) for problem in refused.problems]
    except CampaignUnreadable as unreadable:
        said = [fault.told_of(path) for fault in unreadable.faults]
    else:
        _ensure_sensible(taken)
        return
    assert 0 < len(said) <= MAX_TOLD + 1
    for words in said:
        words.encode()
        assert 0 < len(words) < LONGEST


def _ensure_sensible(taken: object) -> None:
    for value in _values(taken):
        if isinstance(value, str):
            assert len(value) <= LONGEST
            assert not unfit_sign(value), ascii(value)
            assert not hidden_sign(value), ascii(value)
        elif isinstance(value, date):
            assert FIRST_YEAR <= value.year <= LAST_YEAR
        elif isinstance(value, int):
            assert abs(value) < 10**9


def _values(taken: object) -> Iterator[object]:
    if dataclasses.is_dataclass(taken) and not isinstance(taken, type):
        for field in dataclasses.fields(taken):
            yield from _values(getattr(taken, field.name))
    elif isinstance(taken, dict):
        for key, value in taken.items():
            yield key
            yield from _values(value)
    elif isinstance(taken, list | tuple | set | frozenset):
        for value in taken:
            yield from _values(value)
    else:
        yield taken
