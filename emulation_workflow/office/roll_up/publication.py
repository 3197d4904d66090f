"""Publishing the figures of a day, and finding later which of them have changed, and why."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property

from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.errors import Problem, ProblemCode, Rejected
from emulation_workflow.domain.record.ledger import LedgerEntry, LedgerKind
from emulation_workflow.domain.roll_up import (
    OF_HOLDING,
    OF_REPORTS,
    ChangeCause,
    Figure,
    FigureKind,
    Node,
    Publication,
    Reason,
    Restatement,
    RollUp,
    VersionUsed,
    changed,
    sha256_of_figures,
)
from emulation_workflow.messages.screens.board_entries import publication_rows
from emulation_workflow.office.clerk_entries import ClerkEntry, by_word, tell_named
from emulation_workflow.office.office import Office
from emulation_workflow.office.roll_up.consolidation import is_unchanged_since, roll_up_within
from emulation_workflow.office.roll_up.publication_queries import publications
from emulation_workflow.ports import Transaction


def publish_figures(
    office: Office, on: date, *, document: str, signed_on: date | None, by: str, channel: Channel
) -> tuple[Publication, bool]:
    """Keep the figures of `on` as published by this document, in one transaction; return them, and if they are new.

    Every version of a report behind them is kept too. The same figures by the same document are not kept twice.
    Rejected without a document or a name, for a day to come or before the plan, or by a document signed on one.
    """
    at = office.clock.now()
    if not document.strip():
        raise Rejected(Problem(code=ProblemCode.PUBLICATION_WITHOUT_DOCUMENT))
    if not by.strip():
        raise Rejected(Problem(code=ProblemCode.PUBLICATION_BY_MISSING))
    if on > at.date():
        raise Rejected(Problem(code=ProblemCode.PUBLICATION_OF_FUTURE, params={"day": on}))
    opens = office.campaign.effective_from
    for day in (on, signed_on):
        if day is not None and day < opens:
            raise Rejected(Problem(code=ProblemCode.EVIDENCE_BEFORE_PLAN, params={"day": day, "opens": opens}))
    if signed_on is not None and signed_on > at.date():
        raise Rejected(Problem(code=ProblemCode.EVIDENCE_DAY_AHEAD, params={"day": signed_on, "today": at.date()}))
    with office.store.act() as record:
        figures = _found(record, office, on)
        sha256 = sha256_of_figures(figures)
        for publication in record.publications.all():
            if (publication.document, publication.sha256) == (document.strip(), sha256):
                return publication, False
        publication = Publication(
            found=figures,
            published_at=at,
            published_by=by,
            document=document.strip(),
            signed_on=signed_on,
            sha256=sha256,
        )
        numbered = replace(publication, number=record.publications.add(publication))
        record.ledger.append(by_word(office, _entry(office, numbered, channel)))
        rows = publication_rows(as_of=on, document=numbered.document, signed_on=signed_on, sha256=sha256)
        entry = ClerkEntry(what="publication", about="", rows=rows, by=by)
        tell_named(record, office, entry, channel=channel, at=at)
        return numbered, True


def last_publication(office: Office) -> Publication | None:
    """Return the figures published last; None before any."""
    made = publications(office)
    return made[-1] if made else None


def restatements(office: Office, publication: Publication) -> list[Restatement]:
    """Return the published figures of the day that have changed since, from the province down, with their causes."""
    with office.store.look() as record:
        now = _found(record, office, publication.found.as_of)
        return list(_Comparison(record=record, publication=publication, now=now).restatements())


def _found(record: Transaction, office: Office, on: date) -> RollUp:
    return roll_up_within(record, office, on, opened=True, anew=not is_unchanged_since(record, office, on))


def _entry(office: Office, publication: Publication, channel: Channel) -> LedgerEntry:
    return LedgerEntry(
        kind=LedgerKind.PUBLICATION,
        at=publication.published_at,
        actor=publication.published_by,
        what="figures_published",
        channel=channel,
        campaign_sha256=office.campaign.sha256,
        details={
            "publication": publication.number,
            "as_of": publication.found.as_of.isoformat(),
            "document": publication.document,
            "signed_on": publication.signed_on.isoformat() if publication.signed_on else "",
            "sha256": publication.sha256,
        },
    )


@dataclass(kw_only=True)
class _Comparison:
    """A publication beside the same day as the record knows it now."""

    record: Transaction
    publication: Publication
    now: RollUp

    def restatements(self) -> Iterator[Restatement]:
        """Yield the figures that have changed, node by node from the province down, then level by level."""
        old = {node.key: node for node in self.publication.found.root.walk()}
        new = {node.key: node for node in self.now.root.walk()}
        for key in [*new, *(key for key in old if key not in new)]:
            was, is_now = old.get(key), new.get(key)
            node = is_now or was
            if node is not None:
                trees = [tree for tree in (was, is_now) if tree]
                below = {node_below.key for tree in trees for node_below in tree.walk()}
                levels = frozenset[str]().union(*(tree.levels for tree in trees))
                totals = (was.total if was else {}, is_now.total if is_now else {})
                yield from self._changes((key, node.name), totals, below, levels)
        yield from self._changes_by_level(old, new)

    def _changes_by_level(self, old: Mapping[str, Node], new: Mapping[str, Node]) -> Iterator[Restatement]:
        then = self.publication.found.levels
        for level in sorted({*then, *self.now.levels}):
            of_level = {key for key, node in (*old.items(), *new.items()) if node.level == level}
            totals = (then.get(level, {}), self.now.levels.get(level, {}))
            yield from self._changes((f"cap/{level}", level), totals, of_level, {level})

    def _changes(
        self,
        place: tuple[str, str],
        totals: tuple[Mapping[Figure, int], Mapping[Figure, int]],
        below: Collection[str],
        levels: Collection[str],
    ) -> Iterator[Restatement]:
        key, name = place
        for figure, was, is_now in changed(*totals):
            causes = {cause for unit in below for cause in self._causes.get((unit, figure), ())}
            yield Restatement(
                key=key,
                name=name,
                figure=figure,
                was=was,
                is_now=is_now,
                causes=tuple(sorted(causes)),
                levels=tuple(sorted(levels)),
            )

    @cached_property
    def _causes(self) -> dict[tuple[str, Figure], tuple[ChangeCause, ...]]:
        """Return why each unit's own figures differ."""
        old = {node.key: node.own for node in self.publication.found.root.walk()}
        new = {node.key: node.own for node in self.now.root.walk()}
        return {
            (key, figure): self._causes_of(key, figure)
            for key in {*old, *new}
            for figure, _, _ in changed(old.get(key, {}), new.get(key, {}))
        }

    def _causes_of(self, unit: str, figure: Figure) -> tuple[ChangeCause, ...]:
        if figure.kind is FigureKind.BOUND:
            return (ChangeCause(reason=Reason.REGISTER, unit=unit),)
        if figure.kind in (FigureKind.DIFFICULTIES, FigureKind.DIFFICULTIES_OPEN):
            return (ChangeCause(reason=Reason.LATE_DIFFICULTY, unit=unit),)
        causes: list[ChangeCause] = []
        if figure.kind in OF_REPORTS:
            causes = self._reports(unit)
        elif figure.kind in OF_HOLDING:
            causes = self._reports(unit, only_moved=True)
        if not causes and figure.kind not in OF_REPORTS:
            causes = self._evidence(unit)
        if not causes and figure.kind in OF_HOLDING:
            causes = [ChangeCause(reason=Reason.LATE_ORDER, document=number) for number in self._late_orders]
        if not causes:
            causes = [ChangeCause(reason=Reason.REGISTER if self._has_moved(unit) else Reason.OTHER, unit=unit)]
        return tuple(causes)

    def _reports(self, unit: str, *, only_moved: bool = False) -> list[ChangeCause]:
        """Return versions added up for this unit now and not then; `only_moved`: those that state another day."""
        then = {version.unit: version for version in self.publication.found.versions if version.counts_for == unit}
        new = [version for version in self.now.versions if version.counts_for == unit and version not in then.values()]
        if only_moved:
            new = [
                version
                for version in new
                if version.unit not in then or self._day(version) != self._day(then[version.unit])
            ]
        return [self._by_report(version, is_correction=version.unit in then) for version in new]

    def _by_report(self, used: VersionUsed, *, is_correction: bool) -> ChangeCause:
        version = self.record.reports.get(used.unit, used.version)
        return ChangeCause(
            reason=Reason.CORRECTION if is_correction else Reason.LATE_REPORT,
            unit=used.unit,
            version=used.version,
            sha256=used.sha256,
            words=version.report.correction if version else "",
        )

    def _day(self, used: VersionUsed) -> date | None:
        version = self.record.reports.get(used.unit, used.version)
        return version.report.held_on if version else None

    def _evidence(self, unit: str) -> list[ChangeCause]:
        rows = self.record.obligations.evidence([unit])
        late = [row for row in rows if row.recorded_at > self._at and row.done_on <= self.now.as_of]
        return [
            ChangeCause(reason=Reason.LATE_EVIDENCE, unit=unit, document=row.number or row.source or row.link)
            for row in late
        ]

    @property
    def _at(self) -> datetime:
        return self.publication.published_at

    @cached_property
    def _late_orders(self) -> Sequence[str]:
        late = (order for order in self.record.orders.all() if order.entered_at > self._at)
        return sorted({order.number for order in late if order.effective_from <= self.now.as_of})

    def _has_moved(self, unit: str) -> bool:
        """Return whether the unit is elsewhere in the tree, or in only one of the two."""
        then, now = (_above(root).get(unit) for root in (self.publication.found.root, self.now.root))
        return then != now


def _above(root: Node) -> dict[str, str]:
    """Return the key of the node that each node is below."""
    return {child.key: node.key for node in root.walk() for child in node.children}
