"""A delegate list as it is typed on a unit's page: read as the table that its file would be."""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from emulation_workflow.adapters.schemas.typed import usable
from emulation_workflow.adapters.spreadsheets.reading import TableBytes
from emulation_workflow.domain.delegates import Delegate
from emulation_workflow.domain.errors import Rejected
from emulation_workflow.domain.registers import Unit
from emulation_workflow.messages.delegates import DELEGATE_COLUMNS, GENDERS, TICK
from emulation_workflow.messages.forms.register_columns import place

COLUMNS = ("name", "born", "gender", "ethnicity", "post", "category", "sent_by", "is_reserve", "replaces")
"""What is typed of each person; that namesakes are two people is for staff to say."""
MOST_TYPED = 90
"""People that are typed; a longer list is sent as a file."""
NAME = "danh-sach.csv"

_ROW = re.compile(re.escape(place(1)).replace("1", r"(\d+)"))

Rows = Sequence[Mapping[str, str]]


def headings() -> dict[str, str]:
    """Return what each column is called."""
    return {column: DELEGATE_COLUMNS[column][0] for column in COLUMNS}


def rows_typed(given: Mapping[str, str], count: int) -> list[dict[str, str]]:
    """Return the rows that came under "<column>.<number from 1>", those with nothing in them too."""
    return [
        {column: given.get(f"{column}.{number}", "") for column in COLUMNS}
        for number in range(1, min(count, MOST_TYPED) + 1)
    ]


def as_file(rows: Rows) -> TableBytes:
    """Return the rows as a file. Rejected with signs that cannot be kept."""
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    writer.writerow(headings().values())
    for row in usable([dict(row) for row in rows]):
        writer.writerow(" ".join(row[column].split()) for column in COLUMNS)
    return TableBytes(name=NAME, content=text.getvalue().encode())


def by_typed_rows(rejected: Rejected) -> Rejected:
    """Return the same faults by the numbers of the rows as they are shown: the file's headings are none of them."""
    return Rejected(*(replace(problem, where=_as_shown(problem.where)) for problem in rejected.problems))


def _as_shown(where: str) -> str:
    return _ROW.sub(lambda found: place(int(found[1]) - 1), where.removeprefix(f"{NAME}, "))


def rows_of(
    people: Sequence[Delegate], categories: Mapping[str, str], units: Mapping[str, Unit]
) -> list[dict[str, str]]:
    """Return the rows of a list that was sent, to be corrected."""
    return [
        {
            "name": person.name,
            "born": str(person.born or ""),
            "gender": GENDERS[person.gender] if person.gender else "",
            "ethnicity": person.ethnicity,
            "post": person.post,
            "category": categories.get(person.category, person.category),
            "sent_by": units[person.sent_by].name if person.sent_by in units else person.sent_by,
            "is_reserve": TICK if person.is_reserve else "",
            "replaces": person.replaces,
        }
        for person in people
    ]
