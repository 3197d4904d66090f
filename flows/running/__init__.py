"""What every flow is made of: its steps, forms, waiting, pages and letters."""

from emulation_workflow.adapters.schemas.typed import day_in, name_in
from flows.running.acting import after_receipt, continue_case, put_runs_right, question_of, revive_case
from flows.running.case_sheet import publish_case_sheet, question_page
from flows.running.forms import (
    IfChosen,
    PilotForm,
    act_named,
    choice_field,
    choose_several,
    chosen_of,
    code_in,
    decision_form,
    in_campaign_words,
    number_in,
    person_field,
    preview_field,
    read_answer,
    required_choice,
    task_named,
    text_field,
    titled,
    unit_chosen,
)
from flows.running.letters import deliver, send_letters
from flows.running.pages import board_key, page, publish_bar
from flows.running.runs import RunAction
from flows.running.steps import done, office_flow, office_step, reasons
from flows.running.waiting import Question, StoredAnswer, slug, stored_answers

__all__ = [
    "IfChosen",
    "PilotForm",
    "Question",
    "RunAction",
    "StoredAnswer",
    "act_named",
    "after_receipt",
    "board_key",
    "choice_field",
    "choose_several",
    "chosen_of",
    "code_in",
    "continue_case",
    "day_in",
    "decision_form",
    "deliver",
    "done",
    "in_campaign_words",
    "name_in",
    "number_in",
    "office_flow",
    "office_step",
    "page",
    "person_field",
    "preview_field",
    "publish_bar",
    "publish_case_sheet",
    "put_runs_right",
    "question_of",
    "question_page",
    "read_answer",
    "reasons",
    "required_choice",
    "revive_case",
    "send_letters",
    "slug",
    "stored_answers",
    "task_named",
    "text_field",
    "titled",
    "unit_chosen",
]
