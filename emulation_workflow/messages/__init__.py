"""Turn codes and params into Vietnamese sentences. Every sentence for people is in here or in templates/."""

from collections.abc import Iterator, Mapping
from typing import Any

from emulation_workflow.domain.errors import Problem
from emulation_workflow.domain.findings import SEVERAL, Finding
from emulation_workflow.domain.texts import unfit_sign
from emulation_workflow.messages.findings.delegate_lists import LIST_FINDINGS
from emulation_workflow.messages.findings.plans import FINDINGS, WITHOUT_SENTENCE
from emulation_workflow.messages.findings.reports import RESULT_FINDINGS
from emulation_workflow.messages.formats import Sentences
from emulation_workflow.messages.problems.sentences import PROBLEMS

_SENTENCES = Sentences()
_LONGEST = 300
"""Characters of what somebody wrote that a sentence about it repeats."""
_FINDINGS = {**FINDINGS, **LIST_FINDINGS, **RESULT_FINDINGS}


def sentence(problem: Problem) -> str:
    """Return what is wrong, where, and what to do about it.

    A template without `{where}` of its own gets it in front.
    """
    template = PROBLEMS[problem.code]
    where = shown(problem.where)
    words = _SENTENCES.vformat(
        template, (), {key: shown(value) for key, value in problem.params.items()} | {"where": where}
    )
    return f"{where}: {words}" if where and "{where" not in template else words


def shown(value: Any) -> Any:
    """Return a value as a sentence may repeat it: no longer than a reader needs, without characters that mislead."""
    if not isinstance(value, str):
        return value
    short = value if len(value) <= _LONGEST else f"{value[:_LONGEST]}…"
    return short if short.isprintable() else "".join("\ufffd" if unfit_sign(sign) else sign for sign in short)


def finding_sentence(finding: Finding) -> str:
    """Return what a check found, in one or more sentences, without the clause, which is shown beside it.

    The record keeps findings for years: for a code that this version does not know, the sentence says so.
    """
    return " ".join(dict.fromkeys(_finding_words(finding.rule, finding.code, finding.params)))


def _finding_words(rule: str, code: str, params: Mapping[str, Any]) -> Iterator[str]:
    if code == SEVERAL:
        for part in params["parts"]:
            yield from _finding_words(rule, part["code"], part["facts"])
    elif code in _FINDINGS:
        yield _SENTENCES.vformat(_FINDINGS[code], (), params)
    else:
        yield WITHOUT_SENTENCE.format(rule=rule)


__all__ = ["finding_sentence", "sentence"]
