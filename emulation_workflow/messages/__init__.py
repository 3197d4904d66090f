"""Turn codes and params into Vietnamese sentences. Every sentence for people is in here or in templates/."""

from collections.abc import Iterator, Mapping
from typing import Any

from emulation_workflow.domain.campaign import Campaign
from emulation_workflow.domain.errors import Problem
from emulation_workflow.domain.findings import SEVERAL, Finding
from emulation_workflow.domain.texts import unfit_sign
from emulation_workflow.messages.findings.delegate_lists import LIST_FINDINGS
from emulation_workflow.messages.findings.earlier import EARLIER_FINDINGS, NOT_SAID_ONCE
from emulation_workflow.messages.findings.plans import FINDINGS, WITHOUT_SENTENCE
from emulation_workflow.messages.findings.reports import RESULT_FINDINGS
from emulation_workflow.messages.formats import SentenceFormatter
from emulation_workflow.messages.names import names_of, with_names
from emulation_workflow.messages.problems.sentences import PROBLEMS

_SENTENCES = SentenceFormatter()
_LONGEST = 300
"""Characters of what somebody wrote that a sentence about it repeats."""
_FINDINGS = {**EARLIER_FINDINGS, **FINDINGS, **LIST_FINDINGS, **RESULT_FINDINGS}


def sentence(problem: Problem, campaign: Campaign | None = None) -> str:
    """Return what is wrong, where, and what to do about it, in the campaign's words where one is known.

    A template without `{where}` of its own gets it in front.
    """
    template = PROBLEMS[problem.code]
    names = names_of(campaign)
    where = shown(with_names(problem.where, names))
    facts = {key: shown(value) for key, value in problem.params.items()} | {"where": where}
    formatter = SentenceFormatter(campaign.gate) if campaign else _SENTENCES
    words = formatter.vformat(template, (), {**names, **facts})
    return f"{where}: {words}" if where and "{where" not in template else words


def shown(value: Any) -> Any:
    """Return a value as a sentence may repeat it: no longer than a reader needs, without characters that mislead."""
    if not isinstance(value, str):
        return value
    short = value if len(value) <= _LONGEST else f"{value[:_LONGEST]}…"
    return short if short.isprintable() else "".join("\ufffd" if unfit_sign(sign) else sign for sign in short)


def finding_sentence(finding: Finding, campaign: Campaign | None = None) -> str:
    """Return what a check found, in one or more sentences, without the clause, which is shown beside it.

    The record keeps findings for years: for a code that this version does not know, the sentence says so.
    """
    return " ".join(dict.fromkeys(_finding_words(finding.rule, finding.code, {**names_of(campaign), **finding.params})))


def _finding_words(rule: str, code: str, params: Mapping[str, Any]) -> Iterator[str]:
    if code == SEVERAL:
        for part in params["parts"]:
            yield from _finding_words(rule, part["code"], {**params, **part["facts"]})
    elif code in _FINDINGS:
        yield _SENTENCES.vformat(_FINDINGS[code], (), NOT_SAID_ONCE | dict(params))
    else:
        yield WITHOUT_SENTENCE.format(rule=rule)


__all__ = ["finding_sentence", "sentence"]
