"""Finding units and documents by what somebody remembers of them, whatever the marks. Nothing changes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from threading import Lock

from emulation_workflow.domain.registers import Unit, display_name, searchable
from emulation_workflow.office.entrance.remembered import Remembered
from emulation_workflow.office.office import Office

MOST = 50
"""Units, and documents, that one search shows."""
MOST_WORDS = 500
"""Words whose units are known for a while."""
Names = Sequence[tuple[str, Unit]]
"""Units with all that they may be looked for by, as it is searched."""
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
class FoundUnit:
    """A unit, by its name with that of the unit above it: names repeat within a province."""

    code: str
    name: str
    email: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResult:
    """What a search found; `units_in_all` counts those that are not shown too."""

    units: Sequence[FoundUnit]
    units_in_all: int
    documents: Sequence[FoundDocument]


@dataclass(slots=True)
class Finder:
    """Searches one office; it keeps the register's names as they are searched, for a minute."""

    office: Office
    remembered: Remembered
    _names: Names = ()
    _by_code: Mapping[str, Unit] = field(default_factory=dict)
    _with: dict[str, tuple[Names, Names]] = field(default_factory=dict)
    _read_at: datetime | None = None
    _lock: Lock = field(default_factory=Lock)

    def find(self, words: str) -> SearchResult:
        """Return units with all of these words in name, code, group or address, and documents with this number."""
        wanted = searchable(words).split()
        if not wanted:
            return SearchResult(units=(), units_in_all=0, documents=())
        fewest, *others = sorted(wanted, key=lambda word: len(self._with_word(word)))
        found = self._with_word(fewest)
        for word in others:
            found = [each for each in found if word in each[0]]
        shown = [
            FoundUnit(code=unit.code, name=display_name(unit, self._by_code.get(unit.parent or "")), email=unit.email)
            for _, unit in found[:MOST]
        ]
        return SearchResult(units=shown, units_in_all=len(found), documents=self._documents("".join(wanted)))

    def _with_word(self, word: str) -> Names:
        """Return the units with this word, out of those with its beginning; what was looked for lately is known."""
        names = self._units()
        known = self._with.get(word)
        if known is None or known[0] is not names:
            among = self._with_word(word[:-1]) if word[1:] else names
            if len(self._with) >= MOST_WORDS:
                self._with.clear()
            known = self._with[word] = (names, [each for each in among if word in each[0]])
        return known[1]

    def _units(self) -> Names:
        now = self.office.clock.now()
        with self._lock:
            if self._read_at is None or not timedelta() <= now - self._read_at < FRESH_FOR:
                units = self.office.read(lambda record: record.register.units(now.date()))
                self._names = sorted(((_text(unit), unit) for unit in units), key=lambda named: named[0])
                self._by_code = {unit.code: unit for unit in units}
                self._read_at = now
            return self._names

    def _documents(self, number: str) -> list[FoundDocument]:
        if not any(sign.isdigit() for sign in number):
            return []
        numbers = self.remembered.find("numbers of documents", self._numbers)
        found = [each for each in numbers if number in each[0]][:MOST]
        return [
            FoundDocument(
                kind=kind,
                number=said,
                signed_on=day,
                unit=unit,
                unit_name=self._by_code[unit].name if unit in self._by_code else unit,
            )
            for _, (kind, said, day, unit) in found
        ]

    def _numbers(self) -> Sequence[tuple[str, tuple[str, str, date | None, str]]]:
        """Return kind, number, day and unit of every document, once, by the number as it is searched."""
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
        return [("".join(searchable(each[1]).split()), each) for each in dict.fromkeys(numbers)]


def _text(unit: Unit) -> str:
    return searchable(f"{unit.name} {unit.code} {unit.group} {unit.email}")
