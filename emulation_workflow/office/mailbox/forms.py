"""The files of a message: which is the unit's form, which go along with it, and what is wrong with the others."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import PurePosixPath

from emulation_workflow.domain.errors import Problem, ProblemCode, Rejected
from emulation_workflow.domain.mail import Enclosure
from emulation_workflow.domain.registers import Unit
from emulation_workflow.domain.registers.units import searchable
from emulation_workflow.domain.submissions import UnitForm, canonical_body
from emulation_workflow.ports import Forms

MAX_FILES = 20
"""Files of one message that are looked into."""

MAX_WEIGHT = 350_000
"""What the files of one message may cost together, as `Forms.weight` tells it; a filled form weighs some thousands."""

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

MAX_UNPACKED = 30_000_000
"""Bytes that the archives of one message unpack to, together."""

_BY_TYPE = {
    "application/ms-tnef": ProblemCode.MAIL_PACKED,
    "application/vnd.ms-tnef": ProblemCode.MAIL_PACKED,
    "application/pkcs7-mime": ProblemCode.MAIL_ENCRYPTED,
    "application/x-pkcs7-mime": ProblemCode.MAIL_ENCRYPTED,
    "application/pgp-encrypted": ProblemCode.MAIL_ENCRYPTED,
    "application/vnd.ms-outlook": ProblemCode.MAIL_OUTLOOK_FILE,
}
_BY_NAME = {
    "winmail.dat": ProblemCode.MAIL_PACKED,
    ".p7m": ProblemCode.MAIL_ENCRYPTED,
    ".pgp": ProblemCode.MAIL_ENCRYPTED,
    ".gpg": ProblemCode.MAIL_ENCRYPTED,
    ".asc": ProblemCode.MAIL_ENCRYPTED,
    ".msg": ProblemCode.MAIL_OUTLOOK_FILE,
    ".oft": ProblemCode.MAIL_OUTLOOK_FILE,
}
"""Whole messages in a wrapping that only their programs open: by type, and by the end of the name."""
_SIGNATURE_BYTES = 30_000
_CARDS = frozenset({"text/vcard", "text/x-vcard", "text/directory"})
"""A writer's own, as programs enclose it with each letter."""
_COPY = re.compile(r"\b(?:da ky|co dau|ky so|signed|scan(?:ned)?|ban (?:ky|scan|pdf|giay)|copy|pdf)\b|\(\d{1,2}\)")
_OLE, _OF_OUTLOOK = b"\xd0\xcf\x11\xe0", "__substg1.0_".encode("utf-16-le")
"""Outlook's messages share their container with older Excel files."""
_WRAPPED = frozenset(_BY_TYPE.values())
_TOO_MUCH = frozenset({ProblemCode.MAIL_TOO_MANY_FILES, ProblemCode.MAIL_TOO_MUCH})


class FileFate(StrEnum):
    """What became of a file."""

    TAKEN = "taken"
    SAME = "same"
    KEPT = "kept"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class MailedFile:
    """A file of a message: the plan or report it holds, or why it holds none.

    `version` is its own, once it is received. `is_report`: it is the form of a report, read or not. `beside`: what is
    written in it where the form asks nothing.
    """

    file: Enclosure
    form: UnitForm | None = None
    is_report: bool = False
    beside: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    fate: FileFate = FileFate.REFUSED
    version: int | None = None

    @property
    def is_no_form(self) -> bool:
        """Return whether the file is no form of ours at all."""
        return bool(self.problems) and all(problem.code in _NO_FORMS for problem in self.problems)

    @property
    def is_wrapped(self) -> bool:
        """Return whether it is a whole message that cannot be opened here."""
        return any(problem.code in _WRAPPED for problem in self.problems)

    @property
    def is_unread(self) -> bool:
        """Return whether it was not looked into, for the message holds too much."""
        return any(problem.code in _TOO_MUCH for problem in self.problems)


def read_files(files: Sequence[Enclosure], forms: Forms, units: Sequence[Unit]) -> list[MailedFile]:
    """Return each file as read, before anything is done with it, and those in archives.

    Only MAX_FILES are opened, and none that with those before it would cost more than MAX_WEIGHT.
    """
    read: list[MailedFile] = []
    budget, scales = MAX_UNPACKED, _Scales(forms)
    for file in files:
        if len(read) >= MAX_FILES:
            read.append(_too_many(file))
            continue
        try:
            opened = forms.unpack(file, at_most=budget)
        except Rejected as rejected:
            read.append(MailedFile(file=file, problems=rejected.problems))
            if any(problem.code is ProblemCode.PLAN_FILE_GROWS for problem in rejected.problems):
                budget = 0
            continue
        if opened != [file]:
            budget -= sum(len(inner.content) for inner in opened)
        room = MAX_FILES - len(read)
        read += [_read(inner, forms, units) if scales.bear(inner) else _too_much(inner) for inner in opened[:room]]
        read += [_too_many(file)] if opened[room:] else []
    return read


def _too_many(file: Enclosure) -> MailedFile:
    return MailedFile(file=file, problems=(Problem(code=ProblemCode.MAIL_TOO_MANY_FILES, params={"most": MAX_FILES}),))


def _too_much(file: Enclosure) -> MailedFile:
    return MailedFile(file=file, problems=(Problem(code=ProblemCode.MAIL_TOO_MUCH, where=file.name),))


class _Scales:
    """What the files of a message cost together so far."""

    def __init__(self, forms: Forms) -> None:
        self._forms = forms
        self._left = MAX_WEIGHT

    def bear(self, file: Enclosure) -> bool:
        """Return whether this file may be read too."""
        weight = self._forms.weight(file, at_most=self._left)
        if weight > self._left:
            return False
        self._left -= weight
        return True


def sort_files(files: Sequence[MailedFile], units: Sequence[Unit]) -> list[MailedFile]:
    """Return the files with what is wrong with them together, leaving at most one plan and one report of each unit.

    Several different ones of a kind leave none: only the unit can say which one it means. What is no form goes along
    with a form, and is a problem only where there is none.
    """
    own = [_of_units(file, units) for file in files]
    for unit in units:
        for is_report in (False, True):
            own = _without_several(own, unit, is_report=is_report)
    has_form = any(not file.is_no_form for file in own)
    return [replace(file, fate=FileFate.KEPT) if has_form and file.is_no_form else file for file in own]


def others_beside_form(files: Sequence[MailedFile]) -> list[MailedFile]:
    """Return the files that came with a form and that no program reads, so that a person has to.

    A picture as small as those of signatures is none, nor a card of names, nor the form once more as it was printed or
    signed.
    """
    forms = [file for file in files if file.fate in (FileFate.TAKEN, FileFate.SAME)]
    names = {_bare_name(file.file.name) for file in forms}
    return [file for file in files if file.is_unread or _is_other(file, names, has_form=bool(forms))]


def _is_other(file: MailedFile, forms: Collection[str], *, has_form: bool) -> bool:
    if file.fate is not FileFate.KEPT:
        return has_form and file.fate is FileFate.REFUSED
    codes = {problem.code for problem in file.problems}
    if file.file.mime_type in _CARDS:
        return False
    is_picture = ProblemCode.PLAN_FILE_PICTURE in codes or file.file.mime_type.startswith("image/")
    if is_picture and len(file.file.content) < _SIGNATURE_BYTES:
        return False
    is_print = is_picture or ProblemCode.PLAN_FILE_PDF in codes
    return not (is_print and _bare_name(file.file.name) in forms)


def _bare_name(name: str) -> str:
    """Return a file's name without its folder, its end, and what says that it is a copy or signed."""
    stem = PurePosixPath(name).stem
    return "".join(sign for sign in _COPY.sub(" ", searchable(stem).replace("_", " ")) if sign.isalnum())


def _without_several(files: Sequence[MailedFile], unit: Unit, *, is_report: bool) -> list[MailedFile]:
    same_kind = [file for file in files if file.form and file.form.unit == unit.code and file.is_report is is_report]
    if len({canonical_body(file.form) for file in same_kind if file.form is not None}) <= 1:
        return list(files)
    names = ", ".join(f"“{file.file.name}”" for file in same_kind)
    several = Problem(code=ProblemCode.MAIL_SEVERAL_FORMS, params={"count": len(same_kind), "names": names})
    return [replace(file, form=None, problems=(several,)) if file in same_kind else file for file in files]


def _read(file: Enclosure, forms: Forms, units: Sequence[Unit]) -> MailedFile:
    if wrapped := _wrapping(file):
        return MailedFile(file=file, problems=(Problem(code=wrapped, where=file.name),))
    read = forms.read(file, units)
    return MailedFile(file=file, form=read.form, is_report=read.is_report, beside=read.beside, problems=read.problems)


def _wrapping(file: Enclosure) -> ProblemCode | None:
    if file.content.startswith(_OLE) and _OF_OUTLOOK in file.content:
        return ProblemCode.MAIL_OUTLOOK_FILE
    name = file.name.lower()
    return _BY_TYPE.get(file.mime_type) or next((code for end, code in _BY_NAME.items() if name.endswith(end)), None)


def _of_units(file: MailedFile, units: Sequence[Unit]) -> MailedFile:
    if file.form is None or any(file.form.unit == unit.code for unit in units):
        return file
    params = {"found": file.form.unit, "unit": units[0].name}
    foreign = Problem(code=ProblemCode.PLAN_OF_ANOTHER_UNIT, where=file.file.name, params=params)
    return replace(file, form=None, problems=(foreign,))
