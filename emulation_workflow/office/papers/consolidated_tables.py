"""The tables of the consolidated report: each a view of the same roll-up, so that they add up to each other."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from emulation_workflow.domain.campaign import Campaign, Level
from emulation_workflow.domain.papers.paper import Cell, PaperTable
from emulation_workflow.domain.roll_up import HOLDING, Counts, Figure, FigureKind, Node, NodeKind, number
from emulation_workflow.messages.capitals import capitalised
from emulation_workflow.messages.days import month_words, nth_words
from emulation_workflow.messages.difficulties import HOLDERS, STAGES
from emulation_workflow.messages.names import filled
from emulation_workflow.messages.obligations import window_words
from emulation_workflow.messages.papers import tables
from emulation_workflow.messages.papers.papers import HELD, TOTALS, VERSION_TAKEN_OVER, VERSION_USED
from emulation_workflow.office.papers.province import Province
from emulation_workflow.office.papers.restated_tables import Row, restated_tables


def consolidated_tables(campaign: Campaign, province: Province) -> dict[str, PaperTable]:
    """Return the tables, by the names that the template knows them by."""
    levels = [level for level in campaign.levels if level.conference]
    found = province.roll_up
    return {
        "levels": _by_level(levels, province),
        "places": _by_place(found.root),
        "units": tables.numbered(tables.UNITS, list(_units(campaign, province))),
        "months": _by_month(levels, province),
        "composition": _composition(levels, province),
        "structure": tables.numbered(tables.STRUCTURE, list(_structure(levels, province))),
        "papers": _papers(found.root.total),
        "honours": _honours(found.root.total),
        "past": tables.numbered(tables.PAST, list(_past(campaign))),
        "difficulties": tables.numbered(tables.DIFFICULTIES, list(_difficulties(campaign, province))),
        "told": tables.numbered(
            tables.TOLD,
            [(province.names.get(told.unit, told.unit), told.shortcomings, told.lessons) for told in province.told],
        ),
        **restated_tables(campaign, province),
    }


def _past(campaign: Campaign) -> Iterator[Row]:
    """Return the figures of past congresses in their own reports' words: nothing is calculated from them."""
    for former in campaign.congress.predecessors if campaign.congress else ():
        yield from ((former.name, former.year, figure.name, figure.value) for figure in former.figures)


def _by_level(levels: Sequence[Level], province: Province) -> PaperTable:
    rows = [(capitalised(level.name), *_standing(_of(province, level))) for level in levels]
    total = province.roll_up.root.total
    return tables.numbered(tables.LEVELS, rows, totals=(None, TOTALS, *_standing(total)))


def _by_place(root: Node) -> PaperTable:
    """Return what is right below the province, then the province's own, if it has any."""
    rows = [(capitalised(node.name), *_in_place(node.total)) for node in root.children]
    if number(root.own, FigureKind.BOUND):
        rows.append((root.name, *_in_place(root.own)))
    return tables.numbered(tables.PLACES, rows, totals=(None, TOTALS, *_in_place(root.total)))


def _standing(counts: Counts) -> Row:
    return (number(counts, FigureKind.BOUND), number(counts, FigureKind.PLANS), *_holding(counts))


def _holding(counts: Counts) -> Row:
    return tuple(number(counts, kind) for kind in HOLDING)


def _in_place(counts: Counts) -> Row:
    return (
        *_standing(counts),
        number(counts, FigureKind.LISTS),
        number(counts, FigureKind.REPORTS),
        number(counts, FigureKind.REPORTS_MISSING),
        stated(counts, FigureKind.DELEGATES),
    )


def stated(counts: Counts, *kinds: FigureKind) -> int | None:
    """Return what reports state of it all together; None if none states anything."""
    return number(counts, *kinds) if any(figure.kind in kinds for figure in counts) else None


def _units(campaign: Campaign, province: Province) -> Iterator[Row]:
    """Return each bound unit, place by place, with the versions of reports that were added up for it."""
    used: dict[str, list[str]] = defaultdict(list)
    for version in province.roll_up.versions:
        words = VERSION_USED if version.unit == version.counts_for else VERSION_TAKEN_OVER
        name = province.names.get(version.unit, version.unit)
        used[version.counts_for].append(words.format(version=nth_words(version.version), unit=name))
    for place, node in _placed(province.roll_up.root):
        conference = province.conferences.get(node.key)
        if conference is None:
            continue
        derived = conference.derived
        yield (
            node.name,
            place,
            window_words(derived, campaign),
            conference.held_on,
            HELD["suspended" if conference.is_suspended else conference.figure.kind.value].format(order=derived.order),
            stated(node.own, FigureKind.DELEGATES),
            "; ".join(used[node.key]),
        )


def _placed(root: Node) -> Iterator[tuple[str, Node]]:
    """Yield every unit below the province, with the name of the place right below it that it belongs to."""
    for place in root.children:
        for node in place.walk():
            if node.kind is NodeKind.UNIT:
                yield "" if node is place else capitalised(place.name), node


def _by_month(levels: Sequence[Level], province: Province) -> PaperTable:
    """Return how many conferences of each level were held in a month, and how many in all by its end."""
    counted = Counter(
        ((conference.held_on.year, conference.held_on.month), conference.derived.level)
        for conference in province.conferences.values()
        if conference.held_on is not None
    )
    rows: list[Row] = []
    so_far = 0
    for year, month in sorted({month for month, _ in counted}):
        held = [counted[(year, month), level.id] for level in levels]
        so_far += sum(held)
        rows.append((capitalised(month_words(date(year, month, 1))), *held, sum(held), so_far))
    kind = tables.by_level(tables.BY_MONTH, tables.MONTH, _names(levels), (tables.IN_ALL, tables.SO_FAR))
    return tables.table(kind, rows)


def _composition(levels: Sequence[Level], province: Province) -> PaperTable:
    """Return delegates by the categories of the levels' lists: the same words of several levels share a row."""
    total = stated(province.roll_up.root.total, FigureKind.DELEGATES)
    rows = [
        _with_sum(words, [_in_category(level, words, _of(province, level)) for level in levels])
        for words in (_categories(levels) if total is not None else ())
    ]
    others = [_in_no_category(level, _of(province, level)) for level in levels]
    if any(isinstance(number, int) for number in others):
        rows.append(_with_sum(tables.OTHERS, others))
    kind = tables.by_level(tables.COMPOSITION_BY_LEVEL, tables.COMPOSITION, _names(levels), (tables.IN_ALL,))
    sums = [stated(_of(province, level), FigureKind.DELEGATES) for level in levels]
    return tables.table(kind, rows, totals=(TOTALS, *sums, total))


def _with_sum(words: str, cells: Sequence[Cell]) -> Row:
    stated_numbers = [cell for cell in cells if isinstance(cell, int)]
    return words, *cells, sum(stated_numbers) if stated_numbers else None


def _categories(levels: Sequence[Level]) -> list[str]:
    lists = [level.conference.composition for level in levels if level.conference]
    return list(dict.fromkeys(category.name for composition in lists for category in composition))


def _in_category(level: Level, words: str, counts: Counts) -> Cell:
    """Return the count: empty words where the level's list lacks the category, None where no report states it."""
    composition = level.conference.composition if level.conference else ()
    wanted = [Figure(FigureKind.DELEGATES, category.id) for category in composition if category.name == words]
    if not wanted:
        return ""
    stated_numbers = [counts[figure] for figure in wanted if figure in counts]
    return sum(stated_numbers) if stated_numbers else None


def _in_no_category(level: Level, counts: Counts) -> Cell:
    """Return how many reports count under no category of the level's list; empty words if there is nobody."""
    listed = {category.id for category in level.conference.composition} if level.conference else set()
    return (
        sum(n for figure, n in counts.items() if figure.kind is FigureKind.DELEGATES and figure.name not in listed)
        or ""
    )


def _structure(levels: Sequence[Level], province: Province) -> Iterator[Row]:
    """Yield what the plan asks to consider or count, for each level with a report; others are asked nothing."""
    for level in levels:
        counts = _of(province, level)
        if level.conference is None or not number(counts, FigureKind.REPORTS):
            continue
        wanted = [Figure(FigureKind.STRUCTURE, category.id) for category in level.conference.structure]
        wanted += [Figure(FigureKind.EMPHASIS, category.id) for category in level.conference.emphases]
        words = [category.name for category in (*level.conference.structure, *level.conference.emphases)]
        for figure, name in zip(wanted, words, strict=True):
            yield capitalised(level.name), capitalised(name), counts.get(figure)


def _papers(counts: Counts) -> PaperTable:
    fields = sorted((figure.name, count) for figure, count in counts.items() if figure.kind is FigureKind.PAPERS)
    rows: list[Row] = [(capitalised(name) or tables.NOT_STATED, count) for name, count in fields]
    return tables.numbered(tables.PAPERS_BY_FIELD, rows, totals=(None, TOTALS, number(counts, FigureKind.PAPERS)))


def _honours(counts: Counts) -> PaperTable:
    kinds = (FigureKind.HONOURS_COLLECTIVE, FigureKind.HONOURS_INDIVIDUAL)
    awards = sorted({figure.name for figure in counts if figure.kind in kinds})
    rows: list[Row] = []
    for award in awards:
        each = [counts.get(Figure(kind, award), 0) for kind in kinds]
        rows.append((award or tables.NOT_STATED, *each, sum(each)))
    sums = [number(counts, kind) for kind in kinds]
    return tables.numbered(tables.HONOURS_BY_AWARD, rows, totals=(None, TOTALS, *sums, sum(sums)))


def _difficulties(campaign: Campaign, province: Province) -> Iterator[Row]:
    on = province.roll_up.as_of
    for difficulty in province.difficulties:
        yield (
            province.names.get(difficulty.unit, difficulty.unit),
            difficulty.words,
            difficulty.raised_on,
            difficulty.age_on(on),
            capitalised(filled(HOLDERS[difficulty.holder_on(on)], campaign)),
            capitalised(filled(STAGES[difficulty.stage_on(on)], campaign)),
        )


def _of(province: Province, level: Level) -> Counts:
    return province.roll_up.levels.get(level.id, {})


def _names(levels: Sequence[Level]) -> list[str]:
    return [capitalised(level.name) for level in levels]
