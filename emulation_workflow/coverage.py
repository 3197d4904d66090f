"""Which rule of Kon Tum's plan is kept where: docs/rules.md, made by `python -m emulation_workflow.coverage`.

A test holds the table to the catalogue (every rule has its row) and to the checks (what is said to be checked is).
"""

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from emulation_workflow.adapters.campaign_file import load_campaign
from emulation_workflow.domain.campaign import Campaign, Rule

PACKAGE = Path(__file__).parent
CAMPAIGN_FILE = PACKAGE / "campaigns" / "kon_tum_2020" / "campaign.toml"
COVERAGE_FILE = PACKAGE / "campaigns" / "kon_tum_2020" / "coverage.toml"
TABLE_FILE = PACKAGE.parent / "docs" / "rules.md"


class How(StrEnum):
    """How far the program keeps a rule."""

    CHECKED = "checked"
    ENFORCED = "enforced"
    DATA = "data"
    LATER = "later"
    OUTSIDE = "outside"


HOW_WORDS = {
    How.CHECKED: "A check of a unit's plan, result report or delegate list gives a finding under this rule.",
    How.ENFORCED: "The program does not let the rule be passed over.",
    How.DATA: "The campaign file, the register or a letter's words hold it, and the named part uses it.",
    How.LATER: "Not yet; the last column says what it waits for.",
    How.OUTSIDE: "The plan asks it of people; the program has no part in it.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleCoverage:
    """One row: how the rule `id` is kept, in which part of the program (empty: in none yet), in words.

    `question` is set for doubtful cases (A01…), which are no rules of the plan and have no clause.
    """

    id: str
    how: How
    words: str
    where: str = ""
    question: str = ""


def entries() -> list[RuleCoverage]:
    """Return the rows as written down in the coverage file, in its order."""
    read = tomllib.loads(COVERAGE_FILE.read_text(encoding="utf-8"))
    return [RuleCoverage(id=id_, **{**row, "how": How(row["how"])}) for id_, row in read.items()]


def table(campaign: Campaign) -> str:
    """Return docs/rules.md."""
    return "\n".join([*_head(campaign), *_rules(campaign), *_doubtful_cases(), ""])


def _head(campaign: Campaign) -> list[str]:
    return [
        "# Where each rule of the plan is kept",
        "",
        f"The plan: no. {campaign.plan.number}, {campaign.plan.date:%d/%m/%Y}, {campaign.plan.issuer}.",
        "Made by `python -m emulation_workflow.coverage` from the campaign's catalogue; do not edit by hand.",
        "",
        *(f"- **{how}**: {words}" for how, words in HOW_WORDS.items()),
        "",
    ]


def _rules(campaign: Campaign) -> list[str]:
    by_id = {entry.id: entry for entry in entries()}
    return [
        "| Rule | Clause | Kind | How | Where | What |",
        "|---|---|---|---|---|---|",
        *(
            f"| {rule.id} | {_cell(_clause(campaign, rule))} | {rule.kind} | {_kept(by_id[rule.id])} |"
            for rule in campaign.rules
        ),
        "",
    ]


def _doubtful_cases() -> list[str]:
    return [
        "## Doubtful cases: what a careful official does",
        "",
        "| Case | Question | How | Where | What |",
        "|---|---|---|---|---|",
        *(f"| {entry.id} | {entry.question} | {_kept(entry)} |" for entry in entries() if entry.question),
    ]


def _clause(campaign: Campaign, rule: Rule) -> str:
    """Return the rule's clause, with the level that it speaks of: nobody knows the clauses by heart."""
    clause = rule.clause.rstrip("*").partition(",")[0]
    return ": ".join([rule.clause, *(level.name for level in campaign.levels if level.clause == clause)])


def _cell(text: str) -> str:
    """Return `text` as a cell of a Markdown table, its asterisks and bars escaped."""
    return text.replace("*", r"\*").replace("|", r"\|")


def _kept(entry: RuleCoverage) -> str:
    """Return how, where and in which words the rule is kept, as cells of a row."""
    where = ", ".join(f"`{part}`" for part in entry.where.split(", ")) if entry.where else "–"
    return f"{entry.how} | {where} | {entry.words}"


if __name__ == "__main__":
    TABLE_FILE.write_text(table(load_campaign(CAMPAIGN_FILE)), encoding="utf-8")
