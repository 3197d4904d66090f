"""The campaign's own words in texts.

`{board}` stands for who runs it, `{gate}` for what a gated pilot's plan passes, `{opinion_give}` (`_ask`, `_had`, `_noun`) for what its last instance does, `{opinion_passed}` (`_chain`, `_given`, `_results`) for what all its steps do, `{area}` for what it covers, `{symbol}` for the symbol in its plan's number,
`{letter_symbol}` for the one in the numbers of letters of whoever issued it.
"""

from collections.abc import Iterable, Mapping

from emulation_workflow.domain.campaign import Campaign, GateWord, StepKind
from emulation_workflow.messages.capitals import capitalised

GATE_WORDS: Mapping[GateWord, Mapping[str, str]] = {
    GateWord.OPINION: {"ask": "xin ý kiến", "give": "cho ý kiến", "had": "có ý kiến", "noun": "ý kiến"},
    GateWord.APPROVAL: {"ask": "phê duyệt", "give": "phê duyệt", "had": "được phê duyệt", "noun": "ý kiến phê duyệt"},
}
"""What the gate's last instance is asked for, gives, has given and what that is, in the word of the plan."""

BOTH_KINDS = (StepKind.ENDORSEMENT, StepKind.OPINION)
"""What a gate does where no campaign is known."""

CONTACT_BY_REPLY = "trả lời thư này"
"""Where the campaign names nobody who could be called."""


def _words(word: GateWord, kinds: Iterable[StepKind]) -> Mapping[str, str]:
    """Return the forms of the plan's own word, and what a gate of these kinds of steps does, by the same names."""
    forms = GATE_WORDS[word]
    return {
        **forms,
        "passed": " và ".join(_of_steps(kinds, forms["had"], of_appraisal="được thẩm định")),
        "chain": " và ".join(_of_steps(kinds, forms["ask"])),
        "given": " và ".join(_of_steps(kinds, forms["give"])),
        "results": ", ".join(_of_steps(kinds, forms["noun"])),
    }


def _of_steps(kinds: Iterable[StepKind], of_opinion: str, of_appraisal: str = "thẩm định") -> list[str]:
    return [{StepKind.ENDORSEMENT: of_appraisal, StepKind.OPINION: of_opinion}[kind] for kind in kinds]


NEUTRAL: Mapping[str, str] = {
    "board": "cơ quan thường trực",
    "gate": "Thẩm định, xin ý kiến",
    **{f"opinion_{form}": word for form, word in _words(GateWord.OPINION, BOTH_KINDS).items()},
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
    """Return what the gate does, by the kinds of its steps; the neutral words where the campaign has no gate."""
    if campaign.gate is None:
        return NEUTRAL["gate"]
    return capitalised(", ".join(_of_steps(_kinds(campaign), gate_words(campaign)["ask"])))


def gate_words(campaign: Campaign) -> Mapping[str, str]:
    """Return the forms of the plan's own word for what its gate gives, an opinion or an approval, and of all it does."""
    return _words(campaign.gate.word if campaign.gate else GateWord.OPINION, _kinds(campaign))


def _kinds(campaign: Campaign) -> Iterable[StepKind]:
    """Return the kinds of the gate's steps, each once, in their order."""
    return dict.fromkeys(step.kind for step in campaign.gate.steps) if campaign.gate else BOTH_KINDS


def filled(text: str, campaign: Campaign | None) -> str:
    """Return the text with the campaign's words in it; what else is in braces stays for whoever fills it."""
    return with_names(text, names_of(campaign))


def with_names(text: str, names: Mapping[str, str]) -> str:
    """Return the text with these words in it; see `names_of`."""
    for name, word in names.items():
        text = text.replace(f"{{{name}}}", word)
    return text
