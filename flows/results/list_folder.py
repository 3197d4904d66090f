"""The folder in which staff lay delegate lists and allocations."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePath

from emulation_workflow.adapters.spreadsheets.reading import MAX_BYTES, TableBytes
from emulation_workflow.adapters.spreadsheets.workbook import WORKBOOK_SUFFIXES
from emulation_workflow.adapters.submissions.shared_folder import NotTaken, SharedFolder
from emulation_workflow.domain.errors import Problem, ProblemCode, Rejected
from emulation_workflow.messages.screens import delegates as words
from flows.running import context

SUFFIXES = (*WORKBOOK_SUFFIXES, ".csv")


def file_named(stem: str) -> TableBytes:
    """Return the one file of this name, without its suffix, in the folder. Rejected if there is none, or two."""
    with _folder() as folder:
        paths = map(PurePath, folder.names())
        names = sorted(path.name for path in paths if path.stem == stem and path.suffix.lower() in SUFFIXES)
        if len(names) != 1:
            code = ProblemCode.LIST_FILES_TWO if names else ProblemCode.LIST_FILE_MISSING
            params = {"folder": words.FOLDER, "name": stem, "files": names, "kinds": list(SUFFIXES)}
            raise Rejected(Problem(code=code, params=params))
        try:
            return TableBytes(name=names[0], content=folder.read(names[0], most=MAX_BYTES))
        except (NotTaken, FileNotFoundError):
            raise Rejected(Problem(code=ProblemCode.TABLE_CANNOT_BE_OPENED, where=names[0])) from None


def remove_file(file: TableBytes) -> None:
    """Remove a file whose list is in the record, not what was laid in its place; people's names stay nowhere else."""
    with _folder() as folder:
        folder.remove(file.name, file.content)


@contextmanager
def _folder() -> Iterator[SharedFolder]:
    with SharedFolder.opened(context.settings().intake_dir) as intake, intake.within(words.FOLDER) as folder:
        yield folder
