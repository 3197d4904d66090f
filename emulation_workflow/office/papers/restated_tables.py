"""Which of the last published figures have changed: on paper for the province, on a sheet for what is below it."""

from collections.abc import Iterable, Iterator, Mapping

from emulation_workflow.domain.campaign import Campaign
from emulation_workflow.domain.papers.paper import Cell, PaperTable
from emulation_workflow.domain.roll_up import ChangeCause, Restatement
from emulation_workflow.messages.capitals import capitalised
from emulation_workflow.messages.days import nth_words
from emulation_workflow.messages.papers import tables
from emulation_workflow.messages.papers.papers import VERSION_USED
from emulation_workflow.messages.roll_up import REASONS, figure_words, place_words
from emulation_workflow.office.papers.province import Province

Row = tuple[Cell, ...]


def restated_tables(campaign: Campaign, province: Province) -> dict[str, PaperTable]:
    """Return the changes of the province, of levels and places; each cause is listed once and named by its row."""
    whole = list(_by_own_name(campaign, province))
    restatements = (*province.restated, *province.restated_below)
    causes = sorted({cause for restatement in restatements for cause in restatement.causes})
    places = {cause: at for at, cause in enumerate(causes, start=1)}

    def figures(restatement: Restatement) -> Row:
        why = _runs(places[cause] for cause in restatement.causes)
        return figure_words(campaign, restatement.figure, restatement.levels), restatement.was, restatement.is_now, why

    below: list[Row] = [
        (capitalised(place_words(campaign, restatement)), *figures(restatement))
        for restatement in province.restated_below
    ]
    behind: list[Row] = [(_reason(cause, province.names), _version(cause)) for cause in causes]
    return {
        "restated": tables.numbered(tables.RESTATED, [figures(restatement) for restatement in whole]),
        "restated_places": tables.numbered(tables.RESTATED_PLACES, below),
        "causes": tables.numbered(tables.CAUSES, behind),
    }


def _by_own_name(campaign: Campaign, province: Province) -> Iterator[Restatement]:
    """Yield what changed for the province; what its levels call by names of their own, as each of them does."""
    for restatement in province.restated:
        names = {figure_words(campaign, restatement.figure, (level,)) for level in restatement.levels}
        by_level = [
            below for below in province.restated_below if below.is_of_level and below.figure == restatement.figure
        ]
        yield from by_level if by_level and len(names) > 1 else (restatement,)


def _runs(numbers: Iterable[int]) -> str:
    """Return ascending numbers with runs shortened: "1-3, 7"."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)


def _version(cause: ChangeCause) -> str:
    return VERSION_USED.format(version=nth_words(cause.version)) if cause.sha256 else ""


def _reason(cause: ChangeCause, names: Mapping[str, str]) -> str:
    reason = REASONS[cause.reason].format(
        unit=names.get(cause.unit, cause.unit),
        version=nth_words(cause.version),
        document=cause.document,
        words=cause.words,
    )
    return capitalised(reason.rstrip(" .:"))
