"""The folder in which staff lay delegate lists and allocations."""

from pathlib import Path

from emulation_workflow.domain.errors import Problem, ProblemCode, Rejected
from emulation_workflow.messages.screens import delegates as words
from flows.running import context

SUFFIXES = (".xlsx", ".csv")


def file_named(stem: str) -> Path:
    """Return the one file of this name, without its suffix, in the folder. Rejected if there is none, or two."""
    folder = context.settings().intake_dir / words.FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    paths = [path for suffix in SUFFIXES if (path := folder / f"{stem}{suffix}").is_file()]
    if len(paths) == 1:
        return paths[0]
    code = ProblemCode.LIST_FILES_TWO if paths else ProblemCode.LIST_FILE_MISSING
    raise Rejected(Problem(code=code, params={"folder": words.FOLDER, "name": stem}))
