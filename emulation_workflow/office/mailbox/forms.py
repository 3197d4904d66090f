"""The files of a message: which is the unit's form, which go along with it, and what is wrong with the others."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from emulation_workflow.domain.errors import Problem, ProblemCode, Rejected
from emulation_workflow.domain.mail import Enclosure
from emulation_workflow.domain.registers import Unit
from emulation_workflow.domain.submissions import ResultReport, UnitForm, canonical_body
from emulation_workflow.ports import Forms

MAX_FILES = 20
"""Files of one message that are looked into."""

_NO_FORMS = frozenset(
    {
        ProblemCode.PLAN_FILE_PDF,
        ProblemCode.PLAN_FILE_WORD,
        ProblemCode.PLAN_FILE_PICTURE,
        ProblemCode.PLAN_FILE_BINARY,
        ProblemCode.PLAN_FILE_KIND_UNKNOWN,
    }
)
"""Problems of a file that is no form: it goes along with a form, and is kept with the message."""

_PACKED_MAIL = frozenset({"application/ms-tnef", "application/vnd.ms-tnef"})


class FileFate(StrEnum):
    """What became of a file."""

    TAKEN = "taken"
    SAME = "same"
    KEPT = "kept"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class MailedFile:
    """A file of a message: the plan or report it holds, or why it holds none.

    `version` is its own, once it is received. `is_report`: it is the form of a report, read or not.
    """

    file: Enclosure
    form: UnitForm | None = None
    is_report: bool = False
    problems: tuple[Problem, ...] = ()
    fate: FileFate = FileFate.REFUSED
    version: int | None = None

    @property
    def is_no_form(self) -> bool:
        """Return whether the file is no form of ours at all."""
        return bool(self.problems) and all(problem.code in _NO_FORMS for problem in self.problems)


def read_files(files: Sequence[Enclosure], forms: Forms, units: Sequence[Unit]) -> list[MailedFile]:
    """Return each file as read, before anything is done with it; those beyond MAX_FILES are not opened."""
    opened = [_read(file, forms, units) for file in files[:MAX_FILES]]
    too_many = Problem(code=ProblemCode.MAIL_TOO_MANY_FILES, params={"most": MAX_FILES})
    return opened + [MailedFile(file=file, problems=(too_many,)) for file in files[MAX_FILES:]]


def sort_files(files: Sequence[MailedFile], unit: Unit) -> list[MailedFile]:
    """Return the files with what is wrong with them together, leaving at most one plan and one report of `unit`.

    Several different ones of a kind leave none: only the unit can say which one it means. What is no form goes along
    with a form, and is a problem only where there is none.
    """
    own = [_of_unit(file, unit) for file in files]
    for is_report in (False, True):
        own = _without_several(own, is_report=is_report)
    has_form = any(not file.is_no_form for file in own)
    return [replace(file, fate=FileFate.KEPT) if has_form and file.is_no_form else file for file in own]


def _without_several(files: Sequence[MailedFile], *, is_report: bool) -> list[MailedFile]:
    same_kind = [file for file in files if file.form is not None and file.is_report is is_report]
    if len({canonical_body(file.form) for file in same_kind if file.form is not None}) <= 1:
        return list(files)
    names = ", ".join(f"“{file.file.name}”" for file in same_kind)
    several = Problem(code=ProblemCode.MAIL_SEVERAL_FORMS, params={"count": len(same_kind), "names": names})
    return [replace(file, form=None, problems=(several,)) if file in same_kind else file for file in files]


def _read(file: Enclosure, forms: Forms, units: Sequence[Unit]) -> MailedFile:
    if file.mime_type in _PACKED_MAIL or file.name.lower() == "winmail.dat":
        return MailedFile(file=file, problems=(Problem(code=ProblemCode.MAIL_PACKED, where=file.name),))
    try:
        form = forms.read(file, units)
    except Rejected as rejected:
        return MailedFile(file=file, is_report=forms.is_report(file), problems=rejected.problems)
    return MailedFile(file=file, form=form, is_report=isinstance(form, ResultReport))


def _of_unit(file: MailedFile, unit: Unit) -> MailedFile:
    if file.form is None or file.form.unit == unit.code:
        return file
    params = {"found": file.form.unit, "unit": unit.name}
    foreign = Problem(code=ProblemCode.PLAN_OF_ANOTHER_UNIT, where=file.file.name, params=params)
    return replace(file, form=None, problems=(foreign,))
