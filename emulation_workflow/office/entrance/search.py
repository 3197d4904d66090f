"""Finding units and documents by what somebody remembers of them, whatever the marks. Nothing changes."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from threading import Lock

from emulation_workflow.domain.registers import Unit, searchable
from emulation_workflow.office.office import Office

MOST = 50
"""Units, and documents, that one search shows."""
FRESH_FOR = timedelta(minutes=1)
"""How old the register may be that is searched: 11,000 names take a while to be made ready."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundDocument:
    """A plan, report or order with the number that was looked for. `unit` is a code, "" for an order."""

    kind: str
    number: str
    signed_on: date | None
    unit: str
    unit_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResult:
    """What a search found; `units_in_all` counts those that are not shown too."""

    units: Sequence[Unit]
    units_in_all: int
    documents: Sequence[FoundDocument]


@dataclass(slots=True)
class Finder:
    """Searches one office; it keeps the register's names as they are searched, for a minute."""

    office: Office
    _names: Sequence[tuple[str, Unit]] = ()
    _read_at: datetime | None = None
    _lock: Lock = field(default_factory=Lock)

    def find(self, words: str) -> SearchResult:
        """Return units with all of these words in name, code, group or address, and documents with this number."""
        wanted = searchable(words).split()
        if not wanted:
            return SearchResult(units=(), units_in_all=0, documents=())
        units = [unit for text, unit in self._units() if all(word in text for word in wanted)]
        return SearchResult(units=units[:MOST], units_in_all=len(units), documents=self._documents("".join(wanted)))

    def _units(self) -> Sequence[tuple[str, Unit]]:
        now = self.office.clock.now()
        with self._lock:
            if self._read_at is None or not timedelta() <= now - self._read_at < FRESH_FOR:
                units = self.office.read(lambda record: record.register.units(now.date()))
                self._names = [(_text(unit), unit) for unit in sorted(units, key=lambda unit: unit.name)]
                self._read_at = now
            return self._names

    def _documents(self, number: str) -> list[FoundDocument]:
        if not any(sign.isdigit() for sign in number):
            return []
        with self.office.store.look() as record:
            numbers: list[tuple[str, str, date | None, str]] = [
                ("order", order.number, order.signed_on, "") for order in record.orders.all()
            ]
            numbers += [
                ("plan", version.plan.number, version.plan.signed_on, version.unit)
                for version in record.plans.versions()
            ]
            numbers += [
                ("report", version.report.conference.number, version.report.conference.signed_on, version.unit)
                for version in record.reports.versions()
            ]
        names = {unit.code: unit.name for _, unit in self._units()}
        found = dict.fromkeys(each for each in numbers if number in "".join(searchable(each[1]).split()))
        return [
            FoundDocument(kind=kind, number=said, signed_on=day, unit=unit, unit_name=names.get(unit, unit))
            for kind, said, day, unit in list(found)[:MOST]
        ]


def _text(unit: Unit) -> str:
    return searchable(f"{unit.name} {unit.code} {unit.group} {unit.email}")
