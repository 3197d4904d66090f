"""A table on its way to entries: a stand-in replaces what cannot be read; all faults are reported at once, by row."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from pydantic_core import PydanticCustomError

from emulation_workflow.adapters.schemas.plan_lookup import codes_by_name, find_unit, name_compared
from emulation_workflow.adapters.schemas.values import read_day
from emulation_workflow.adapters.spreadsheets.reading import MAX_FAULTS, RowsRefused, TableFile, TableRow
from emulation_workflow.domain.errors import Problem, ProblemCode, Rejected
from emulation_workflow.domain.papers.numbers import is_day_of_spreadsheet
from emulation_workflow.domain.registers import Unit, searchable
from emulation_workflow.messages.forms.register_columns import NO, YES


class TableReading:
    """A table, and what was found wrong in it; if it is `silent`, no fault repeats what stands in a cell."""

    def __init__(self, table: TableFile, *, silent: bool = False) -> None:
        self.table = table
        self.faults = list(table.faults)
        self.silent = silent
        self._told = {problem.where for _, problem in table.faults}

    def refuse(self, row: TableRow, column: str, code: ProblemCode, **params: object) -> None:
        """Refuse a cell; of one that is refused already, another fault may only follow from the first."""
        where = self.table.place(row.number, column)
        if len(self.faults) >= MAX_FAULTS or where in self._told:
            return  # The table is refused, and nobody reads as many.
        if self.silent:
            params.pop("value", None)
        self._told.add(where)
        self.faults.append((row.number, Problem(code=code, where=where, params=params)))

    def needed(self, row: TableRow, column: str) -> str:
        if column not in row.cells:
            self.refuse(row, column, ProblemCode.REGISTER_CELL_EMPTY)
        return row.cells.get(column, "")

    def day(self, row: TableRow, column: str) -> date | None:
        text = row.cells.get(column, "")
        try:
            return read_day(text)
        except PydanticCustomError as fault:
            if fault.type == ProblemCode.PLAN_DAY_FAR:
                self.refuse(row, column, ProblemCode.PLAN_DAY_FAR, **(fault.context or {}))
            else:
                self.refuse(row, column, ProblemCode.REGISTER_BAD_DAY, value=text)
            return None

    def needed_day(self, row: TableRow, column: str) -> date | None:
        return self.day(row, column) if self.needed(row, column) else None

    def document(self, row: TableRow, column: str) -> str:
        """Return a paper's number; a day is there where a spreadsheet took "12/3" for one and saved it as text."""
        text = row.cells.get(column, "")
        if is_day_of_spreadsheet(text):
            self.refuse(row, column, ProblemCode.TABLE_NUMBER_IS_DAY, value=text)
        return text

    def tick(self, row: TableRow, column: str, code: ProblemCode = ProblemCode.REGISTER_BAD_TICK) -> bool:
        text = row.cells.get(column, "")
        if searchable(text) not in YES | NO:
            self.refuse(row, column, code, value=text)
        return searchable(text) in YES

    def unit(
        self, row: TableRow, column: str, words: str, units: Sequence[Unit], *, on: date, code: ProblemCode
    ) -> str:
        """Return the code of the unit that `words` mean, or `words` themselves, refused with `code`."""
        try:
            return find_unit(words, units, day=on).code
        except Rejected:
            self.refuse(row, column, code, value=words)
            return words

    def check_names(self, units: Sequence[Unit], *, code: str) -> None:
        """Refuse each row that names a unit beside another one's code, in whose column `code` it stands."""
        codes, names = codes_by_name(units), {unit.code: unit.name for unit in units}
        for row in self.table.rows:
            meant, named = row.cells.get(code, ""), row.cells.get("name", "")
            bearers = codes.get(name_compared(named), ())
            if bearers and meant in names and meant not in bearers:
                params = {"value": named, "meant": meant, "name": names[meant]}
                self.refuse(row, "name", ProblemCode.REGISTER_NAME_OF_ANOTHER, **params)

    def add_problems(self, found: Iterable[tuple[int, Problem]]) -> None:
        """Add what is wrong between rows; of a row with a bad cell that may only follow from the bad cell."""
        bad = {number for number, _ in self.faults}
        self.faults += [(number, problem) for number, problem in found if number not in bad]

    def add_judged_problems(self, rows: Sequence[TableRow], judged: Iterable[tuple[int, str, Problem]]) -> None:
        """Add the same by index in `rows` and column, which is named if the file has it."""
        for_rows = ((rows[index].number, column, problem) for index, column, problem in judged)
        self.add_problems(
            (number, replace(problem, where=self._named(number, column))) for number, column, problem in for_rows
        )

    def finish(self) -> None:
        """Refuse the table if a row is wrong. RowsRefused with every fault, in the order of rows."""
        if self.faults:
            raise RowsRefused(*(problem for _, problem in sorted(self.faults, key=lambda fault: fault[0])))

    def _named(self, number: int, column: str) -> str:
        return self.table.place(number, column if column in self.table.headings else "")
