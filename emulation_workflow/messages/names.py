"""The campaign's own words in texts.

`{board}` stands for who runs it, `{gate}` for what a gated pilot's plan passes, `{opinion_give}` (`_ask`, `_had`, `_noun`,
`_title`) for what its last instance does, `{opinion_judge}` for what is done before, `{opinion_unit}` and
`{opinion_plan}` for whose plan passes it and what that is called, `{opinion_passed}` (`_chain`, `_given`,
`_results`) for what all its steps do, `{area}` for what it covers, `{symbol}` for the symbol in its plan's number,
`{letter_symbol}` for the one in the numbers of letters of whoever issued it.
"""

from collections.abc import Iterable, Mapping, Sequence

from emulation_workflow.domain.approval.transitions import DECISIONS, Act, decisions_at, transitions
from emulation_workflow.domain.campaign import Campaign, Gate, GateStep, GateWord
from emulation_workflow.domain.papers.numbers import code_in
from emulation_workflow.domain.registers import searchable
from emulation_workflow.messages.capitals import capitalised
from emulation_workflow.messages.labels import ACTS

GATE_WORDS: Mapping[GateWord, Mapping[str, str]] = {
    GateWord.APPRAISAL: {"ask": "thẩm định", "give": "thẩm định", "had": "được thẩm định", "noun": "thẩm định"},
    GateWord.REVIEW: {"ask": "xem xét", "give": "xem xét", "had": "được xem xét", "noun": "xem xét"},
    GateWord.COMMENT: {"ask": "góp ý", "give": "góp ý", "had": "được góp ý", "noun": "góp ý"},
    GateWord.OPINION: {"ask": "xin ý kiến", "give": "cho ý kiến", "had": "có ý kiến", "noun": "ý kiến"},
    GateWord.APPROVAL: {"ask": "phê duyệt", "give": "phê duyệt", "had": "được phê duyệt", "noun": "ý kiến phê duyệt"},
}
"""What a step of the gate is asked for, gives, has given and what that is, in the word of the plan."""

_ABOUT = frozenset({GateWord.COMMENT, GateWord.OPINION})
"""What is given about a plan; the others are done to it."""

USUAL_GATE = (GateWord.APPRAISAL, GateWord.OPINION)
"""What a gate does where no campaign is known."""

TYPES: Mapping[str, str] = {
    "KH": "Kế hoạch",
    "HD": "Hướng dẫn",
    "QĐ": "Quyết định",
    "CT": "Chỉ thị",
    "NQ": "Nghị quyết",
    "TB": "Thông báo",
    "CTr": "Chương trình",
}
"""What a cited document is, by the code in its number."""
OF_NO_TYPE, PLAN = "văn bản", "Kế hoạch"
NAMED = "{type} số {number}"

CONTACT_BY_REPLY = "trả lời thư này"
"""Where the campaign names nobody who could be called."""


def step_words(step: GateStep) -> str:
    """Return what the step does, as it goes before what it does it to: "thẩm định", "cho ý kiến đối với"."""
    return _done_to(step.called)


def with_step(text: str, campaign: Campaign, stage: str = "") -> str:
    """Return the text with what the step of this stage does as `{step_give}`: what is done first where it is none."""
    step = campaign.gate.step(stage) if campaign.gate else None
    return text.replace("{step_give}", GATE_WORDS[step.called]["give"] if step else "{opinion_judge}")


def passed_words(step: GateStep, *, is_last: bool) -> str:
    """Return what is said where a step that gives no opinion has let the plan pass."""
    return PASSED.get(step.called, CONSENTED) + ("" if is_last else HANDED_ON)


def act_words(gate: Gate | None, stage: str, act: Act) -> str:
    """Return what an act at this stage is called: of a step that lets the plan pass in the plan's own word for it."""
    step = gate.step(stage) if gate else None
    if act is not Act.ENDORSE or gate is None or step is None:
        return ACTS[act]
    return passed_words(step, is_last=step == gate.steps[-1])


def decision_words(gate: Gate, stage: str) -> Mapping[Act, str]:
    """Return the decisions open at the stage, in the order of a form, with what they are called."""
    return {act: act_words(gate, stage, act) for act in decisions_at(gate, stage)}


def decisions_of_gate(gate: Gate) -> Mapping[Act, str]:
    """Return the decisions that any stage knows; one that stages call differently bears all its names."""
    named: dict[Act, list[str]] = {}
    for stage, act in _decisions(gate):
        named.setdefault(act, []).append(act_words(gate, stage, act))
    return {act: " / ".join(dict.fromkeys(names)) for act, names in named.items()}


def acts_of(gate: Gate | None) -> Mapping[Act, str]:
    """Return what each act is called, at whatever stage."""
    return {**ACTS, **decisions_of_gate(gate)} if gate else ACTS


def decision_named(gate: Gate, name: str) -> Act | None:
    """Return the decision with this name at any stage, or in the spelling of forms that were stored before."""
    known = {ACTS[act]: act for act in DECISIONS} | {words: act for act, words in decisions_of_gate(gate).items()}
    known |= {act_words(gate, stage, act): act for stage, act in _decisions(gate)}
    return known.get(name)


def _decisions(gate: Gate) -> Iterable[tuple[str, Act]]:
    return [(stage, act) for stage, _, act in transitions(gate) if act in DECISIONS]


PASSED: Mapping[GateWord, str] = {GateWord.APPRAISAL: "Thẩm định đạt", GateWord.APPROVAL: "Phê duyệt"}
CONSENTED, HANDED_ON = "Nhất trí", ", trình cấp có thẩm quyền"


def _done_to(word: GateWord) -> str:
    return GATE_WORDS[word]["give"] + (" đối với" if word in _ABOUT else "")


def _listed(words: Sequence[str]) -> str:
    """Return several as a sentence lists them: "xem xét, xin ý kiến và thẩm định"."""
    return " và ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def _words(
    word: GateWord, judging: GateWord, all_words: Iterable[GateWord], *, is_of_pilots: bool = True
) -> Mapping[str, str]:
    """Return the forms of the last instance's word, what is done before, and what all steps do, by the same names.

    Where not only pilots pass it, nothing that passes it is called a pilot's.
    """
    steps = [GATE_WORDS[each] for each in dict.fromkeys(all_words)]
    return {
        **GATE_WORDS[word],
        "title": capitalised(GATE_WORDS[word]["noun"]),
        "on": _done_to(word),
        "judge": GATE_WORDS[judging]["give"],
        "passed": _listed([step["had"] for step in steps]),
        "chain": _listed([step["ask"] for step in steps]),
        "given": _listed([step["give"] for step in steps]),
        "results": ", ".join(step["noun"] for step in steps),
        "unit": "đơn vị làm điểm" if is_of_pilots else "đơn vị",
        "unit_title": "Đơn vị làm điểm" if is_of_pilots else "Đơn vị",
        "plan": "kế hoạch điểm" if is_of_pilots else "kế hoạch",
    }


NEUTRAL: Mapping[str, str] = {
    "board": "cơ quan thường trực",
    "gate": "Thẩm định, xin ý kiến",
    **{f"opinion_{form}": word for form, word in _words(GateWord.OPINION, GateWord.APPRAISAL, USUAL_GATE).items()},
    "area": "đợt",
    "symbol": "…",
    "letter_symbol": "…",
}
"""What is said where no campaign is known, as of a file on the command line."""


def names_of(campaign: Campaign | None) -> Mapping[str, str]:
    """Return the word for each name that may stand in a text."""
    if campaign is None:
        return NEUTRAL
    return {
        "board": campaign.board_name,
        "gate": _gate(campaign),
        **{f"opinion_{form}": word for form, word in gate_words(campaign).items()},
        "area": campaign.area_name,
        "symbol": campaign.symbol or "…",
        "letter_symbol": campaign.letter_symbol or "…",
    }


def _gate(campaign: Campaign) -> str:
    """Return what the gate does, step by step; the neutral words where the campaign has no gate."""
    if campaign.gate is None:
        return NEUTRAL["gate"]
    return capitalised(", ".join(dict.fromkeys(GATE_WORDS[step.called]["ask"] for step in campaign.gate.steps)))


def gate_words(campaign: Campaign) -> Mapping[str, str]:
    """Return the forms of the plan's own words for what its gate gives and for all that it does."""
    gate = campaign.gate
    if gate is None:
        return _words(GateWord.OPINION, GateWord.APPRAISAL, USUAL_GATE)
    judging = gate.appraising.called if gate.appraising else GateWord.APPRAISAL
    return _words(gate.word, judging, [step.called for step in gate.steps], is_of_pilots=not gate.levels)


def filled(text: str, campaign: Campaign | None) -> str:
    """Return the text with the campaign's words in it; what else is in braces stays for whoever fills it."""
    return with_names(text, names_of(campaign))


def with_names(text: str, names: Mapping[str, str]) -> str:
    """Return the text with these words in it; see `names_of`."""
    for name, word in names.items():
        text = text.replace(f"{{{name}}}", word)
    return text


def document_named(number: str, *, otherwise: str = OF_NO_TYPE) -> str:
    """Return a document as sentences name it, by the code in its number: "Hướng dẫn số 05/HD-BTĐKT"."""
    kinds = {searchable(code): kind for code, kind in TYPES.items()}
    return NAMED.format(type=kinds.get(searchable(code_in(number)), otherwise), number=number)


def plan_named(campaign: Campaign) -> str:
    """Return the plan that everything rests on as sentences name it, be it a guidance or a programme."""
    return document_named(campaign.plan.number, otherwise=PLAN)
