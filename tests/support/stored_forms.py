"""Print, as JSON, what Prefect stores of this program: deployments with their forms, and the forms of waiting runs.

A program of its own, as registering the flows is one: it reads the record that its environment names.
"""

import importlib
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import yaml
from prefect import Flow
from prefect.utilities.callables import parameter_schema

from emulation_workflow.domain.approval.transitions import Act
from emulation_workflow.messages.labels import ACTS
from emulation_workflow.messages.screens import run_words as screens
from emulation_workflow.settings import PROJECT
from flows.running import context
from flows.running.forms import CodeForm, decision_form, read_answer
from flows.running.own_code import QUESTION
from flows.running.waiting import Question

STAGES = {
    "APPRAISAL": (Act.ENDORSE, Act.SEND_BACK),
    "OPINION": (Act.AGREE, Act.AGREE_WITH_CHANGES, Act.DISAGREE),
    "CONFIRMATION": (Act.CONFIRM, Act.SEND_BACK),
}


def registered(text: str) -> str:
    """Return a text of prefect.yaml as it is registered: with the word that the stack's environment gives."""
    for name in ("board", "gate", "opinion_plan"):
        text = text.replace(f"{{{{ $APP_{name.upper()} }}}}", context.in_words(f"{{{name}}}"))
    return text


def deployments() -> dict[str, Any]:
    """Return each deployment as prefect.yaml has it, with the form that its runs are started by."""
    config = yaml.safe_load((PROJECT / "prefect.yaml").read_text(encoding="utf-8"))
    kept = ("entrypoint", "tags", "description", "schedules")
    return {
        registered(deployment["name"]): {key: deployment[key] for key in kept if key in deployment}
        | {"schema": _form_of(deployment["entrypoint"])}
        for deployment in config["deployments"]
    }


def _form_of(entrypoint: str) -> dict[str, Any]:
    path, name = entrypoint.split(":")
    flow: Flow[Any, Any] = getattr(importlib.import_module(path.removesuffix(".py").replace("/", ".")), name)
    return parameter_schema(flow).model_dump_for_openapi()


def questions() -> dict[str, Any]:
    """Return the form that a run waits with, and the keys under which form, words and answer lie."""
    asked = {
        f"{stage}{' with a day' if asks_day else ''}": {
            "keys": Question(stage=stage, version=2, question_number=5).keys,
            "schema": decision_form([ACTS[act] for act in acts], asks_day=asks_day).model_json_schema(),
        }
        for stage, acts in STAGES.items()
        for asks_day in (False, True)
    }
    return asked | {"code": {"keys": QUESTION.keys, "schema": CodeForm.model_json_schema()}}


def answers(waiting: Path) -> dict[str, Any]:
    """Return what is read from the answers that lay in the letterboxes of waiting runs."""
    runs = json.loads(waiting.read_text(encoding="utf-8"))
    return {name: _read(run) for name, run in runs.items() if "answers" in run}


def _read(run: dict[str, Any]) -> dict[str, Any]:
    # The fixtures say `wait`, as the code of 0.1.0 did; Prefect stores the number alone, in the keys' names.
    asked = run["question"]
    question = Question(stage=asked["stage"], version=asked["version"], question_number=asked["wait"])
    [stored] = run["answers"]
    if question == QUESTION:
        told = CodeForm.model_validate(stored["value"]).model_dump()
    else:
        told = asdict(read_answer(stored["value"], question, question.stage))
        told["wait"] = told.pop("question_number")
    return {"keys": question.keys, "read": told}


def main() -> None:
    """Print them all, with the names of the states in which runs wait for staff and end."""
    states = {"waiting_for_code": screens.WAITING_FOR_CODE, "done": screens.DONE, "another_run": screens.ANOTHER_RUN}
    told: dict[str, Any] = {"deployments": deployments(), "questions": questions(), "states": states}
    told["answers"] = answers(Path(sys.argv[1]))
    json.dump(told, sys.stdout, ensure_ascii=False, default=str)


if __name__ == "__main__":
    main()
