"""Chains of submit, endorse, agree on SQLite with durable commits: ours, and SpiffWorkflow's state saved at each step.

Ours reads the case at each act, judges the person and their one-time code, and writes the case, a hash-chained row and
two letters. SpiffWorkflow's chain is the same three steps as BPMN; the plan and the decisions are in its data, as its
users keep them, and its whole state is read and written at each step, as a server must that forgets between two
people's acts. It checks nothing, seals nothing and writes to nobody; or, `with_letters`, it does of these what its user
would add to have the same at the end: a row of what was done, not sealed, and two letters, in one transaction with the
state.
"""

import json
import sqlite3
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from SpiffWorkflow.bpmn.parser.BpmnParser import BpmnParser
from SpiffWorkflow.bpmn.serializer.workflow import BpmnWorkflowSerializer
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState

from emulation_workflow.domain.approval.transitions import Act
from emulation_workflow.domain.registers.units import Unit
from emulation_workflow.domain.submissions.canonical import canonical_body
from emulation_workflow.office.approval.chain import decide
from emulation_workflow.office.office import Office
from tests.support.builders import CITY, GATE, plan_of
from tests.support.offices import CHAIR, HEAD, NOON, OUR_CAMPAIGN, answer, chain_faults, letters, open_office, submit
from tests.support.servers.databases import sqlite_store

BPMN = b"""<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="urn:chain">
<bpmn:process id="chain" isExecutable="true">
<bpmn:startEvent id="start"><bpmn:outgoing>a</bpmn:outgoing></bpmn:startEvent>
<bpmn:manualTask id="submit"><bpmn:incoming>a</bpmn:incoming><bpmn:outgoing>b</bpmn:outgoing></bpmn:manualTask>
<bpmn:manualTask id="endorse"><bpmn:incoming>b</bpmn:incoming><bpmn:outgoing>c</bpmn:outgoing></bpmn:manualTask>
<bpmn:manualTask id="agree"><bpmn:incoming>c</bpmn:incoming><bpmn:outgoing>d</bpmn:outgoing></bpmn:manualTask>
<bpmn:endEvent id="end"><bpmn:incoming>d</bpmn:incoming></bpmn:endEvent>
<bpmn:sequenceFlow id="a" sourceRef="start" targetRef="submit"/>
<bpmn:sequenceFlow id="b" sourceRef="submit" targetRef="endorse"/>
<bpmn:sequenceFlow id="c" sourceRef="endorse" targetRef="agree"/>
<bpmn:sequenceFlow id="d" sourceRef="agree" targetRef="end"/>
</bpmn:process></bpmn:definitions>"""
STEPS = 3
LETTERS = 2
"""Each step's, as ours writes them on average: to whom it concerns, and a code to whoever acts next."""

USERS_OWN = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "CREATE TABLE chain (number INTEGER PRIMARY KEY, state TEXT)",
    "CREATE TABLE audit (number INTEGER PRIMARY KEY, chain INTEGER NOT NULL, at TEXT NOT NULL, said TEXT NOT NULL)",
    "CREATE INDEX audit_chain ON audit (chain)",
    "CREATE TABLE letter (number INTEGER PRIMARY KEY, key TEXT UNIQUE, recipient TEXT, facts TEXT, state TEXT)",
    "CREATE INDEX letter_state ON letter (state, number)",
)


class Spent(NamedTuple):
    """Seconds that passed, and those of them that the processor worked; the rest waits for the disk."""

    wall: float
    cpu: float


Chain = Callable[[int], Spent]
"""Takes the chain of this number to its end; what its acts took."""


def our_office(folder: Path, chains: int) -> tuple[Office, list[Unit]]:
    """Return an office whose plan has as many gated pilots, asked one official at each stage and no recorder."""
    units = [replace(CITY, code=f"H{number}", name=f"Huyện {number}") for number in range(chains)]
    pilots = tuple(
        replace(pilot, units=tuple(unit.code for unit in units)) if CITY.code in pilot.units else pilot
        for pilot in OUR_CAMPAIGN.pilots
    )
    campaign = replace(OUR_CAMPAIGN, pilots=pilots, gate=replace(GATE, recorded_by=""))
    office = open_office(sqlite_store(folder), of=campaign, units=units, officials=(HEAD, CHAIR))
    return office, units


def our_chain(office: Office, units: list[Unit]) -> Chain:
    def run(number: int) -> Spent:
        unit = units[number]
        plan = plan_of(CITY, unit=unit.code)
        taken = [timed(lambda: submit(office, unit, plan))]
        for person, act in ((HEAD, Act.ENDORSE), (CHAIR, Act.AGREE)):
            # The person has read the form, and the code in their own letter.
            given = answer(office, unit, person, act)
            taken.append(timed(partial(decide, office, unit.code, given)))
        return total(taken)

    return run


def timed(act: Callable[[], object]) -> Spent:
    began, worked = time.perf_counter(), time.process_time()
    act()
    return Spent(wall=time.perf_counter() - began, cpu=time.process_time() - worked)


def total(several: Sequence[Spent]) -> Spent:
    return Spent(wall=sum(spent.wall for spent in several), cpu=sum(spent.cpu for spent in several))


def check_ours(office: Office, units: list[Unit]) -> int:
    """Return how many letters were written; the whole record must verify."""
    if faults := chain_faults(office):
        raise RuntimeError(faults[0])
    return sum(len(letters(office, unit)) for unit in units)


def spiff_chain(folder: Path, *, forgets: bool, with_letters: bool = False) -> Chain:
    """Run one chain of SpiffWorkflow's; `forgets`: the state is read back from the database before each step."""
    added = _write_down if with_letters else _write_nothing
    parser = BpmnParser()
    parser.add_bpmn_str(BPMN)
    spec = parser.get_spec("chain")
    serializer = BpmnWorkflowSerializer(BpmnWorkflowSerializer.configure())
    database = sqlite3.connect(folder / "spiff.db", isolation_level=None)
    for statement in USERS_OWN:
        database.execute(statement)

    def save(number: int, step: int, workflow: BpmnWorkflow) -> None:
        database.execute("BEGIN IMMEDIATE")
        database.execute("INSERT OR REPLACE INTO chain VALUES (?, ?)", (number, serializer.serialize_json(workflow)))
        added(database, number, step, given[step])
        database.execute("COMMIT")

    def load(number: int) -> BpmnWorkflow:
        (state,) = database.execute("SELECT state FROM chain WHERE number = ?", (number,)).fetchone()
        return serializer.deserialize_json(state)

    def run(number: int) -> Spent:
        return timed(lambda: take(number))

    plan = json.loads(canonical_body(plan_of(CITY)))
    endorsed, agreed = (
        {act.value: {"by": who.number, "name": who.name, "title": who.title, "reason": "", "paper": ""}}
        for who, act in ((HEAD, Act.ENDORSE), (CHAIR, Act.AGREE))
    )
    given = ({"plan": plan}, endorsed, agreed)

    def take(number: int) -> None:
        workflow = BpmnWorkflow(spec)
        workflow.do_engine_steps()
        for step in range(STEPS):
            if forgets and step:
                workflow = load(number)
            task = next(iter(workflow.get_tasks(state=TaskState.READY, manual=True)))
            task.data.update(given[step])
            task.run()
            workflow.do_engine_steps()
            save(number, step, workflow)
        if not workflow.is_completed():
            raise RuntimeError("the chain did not end")

    return run


def _write_nothing(database: sqlite3.Connection, number: int, step: int, given: Mapping[str, Any]) -> None:
    del database, number, step, given


def _write_down(database: sqlite3.Connection, number: int, step: int, given: Mapping[str, Any]) -> None:
    """Write what was done, and the letters about it, as one would without a seal."""
    at, said = NOON.isoformat(), json.dumps({"step": step, **given}, ensure_ascii=False)
    database.execute("INSERT INTO audit (chain, at, said) VALUES (?, ?, ?)", (number, at, said))
    for letter in range(LETTERS):
        details = json.dumps({"chain": number, "at": at, "to": HEAD.name, "title": HEAD.title}, ensure_ascii=False)
        values = (f"{number}/{step}/{letter}", HEAD.email, details, "waiting")
        database.execute("INSERT INTO letter (key, recipient, facts, state) VALUES (?, ?, ?, ?)", values)
