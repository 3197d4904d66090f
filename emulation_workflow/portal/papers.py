"""A paper drawn up from the record and handed out as a file; nothing of it is kept."""

import io
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from fastapi import Form, Request, Response

from emulation_workflow.adapters.documents.files import FileKind
from emulation_workflow.adapters.schemas.plan_lookup import find_unit
from emulation_workflow.domain.errors import Problem, ProblemCode, Rejected
from emulation_workflow.domain.papers.paper import PaperKind
from emulation_workflow.messages.papers.papers import FIELDS
from emulation_workflow.office import register_queries as register
from emulation_workflow.office.papers import ON_SCREEN, PaperRequest, make_papers
from emulation_workflow.portal import typed
from emulation_workflow.portal.surroundings import Portal, download, portal_of
from emulation_workflow.portal.views import viewed

Typed = Annotated[str, Form(max_length=200)]


class PaperForm:
    """What somebody typed of a paper that they ask for."""

    def __init__(  # noqa: PLR0917 - a field each
        self,
        kind: Typed = "",
        unit: Typed = "",
        written_on: Typed = "",
        number: Typed = "",
        signer: Typed = "",
        order: Typed = "",
        as_of: Typed = "",
        file: Typed = "docx",
    ) -> None:
        self.kind, self.unit, self.written_on, self.number = kind, unit, written_on, number
        self.signer, self.order, self.as_of = signer, order, as_of
        self.file_kind = FileKind.PDF if file == FileKind.PDF else FileKind.DOCX

    def read(self, portal: Portal) -> PaperRequest:
        """Return what is asked for. Rejected with what is missing or not known."""
        if self.kind not in ON_SCREEN:
            raise Rejected(Problem(code=ProblemCode.PAPER_KIND_MISSING))
        office, today = portal.office, portal.office.clock.now().date()
        unit, signer = typed.text(self.unit), typed.text(self.signer)
        return PaperRequest(
            kind=PaperKind(self.kind),
            written_on=typed.day(self.written_on, FIELDS["paper_date"].title) or today,
            unit=find_unit(unit, register.units(office), day=today).code if unit else "",
            order=typed.text(self.order),
            number=typed.text(self.number),
            signer=register.find_official(office, signer) if signer else None,
            as_of=typed.day(self.as_of, FIELDS["paper_as_of"].title),
        )


def handed_out(request: Request, asked: PaperRequest, kind: FileKind = FileKind.DOCX) -> Response:
    """Hand out the paper, and write down to whom: papers name people. Rejected with what it lacks."""
    name, content = paper_file(portal_of(request), asked, kind)
    viewed(request, "paper", asked.unit)
    return download(name, content)


def paper_file(portal: Portal, asked: PaperRequest, kind: FileKind = FileKind.DOCX) -> tuple[str, bytes]:
    """Return the paper as a file of this kind, several as one archive, with its name. Rejected with what it lacks."""
    made = make_papers(portal.office, asked)
    with tempfile.TemporaryDirectory() as folder:
        written = [portal.documents().write(paper, Path(folder), (kind,)) for paper in made]
        files = {path.name: path.read_bytes() for paper in written for path in paper.files}
    [name, *others] = files
    return (f"{Path(name).stem}.zip", _packed(files)) if others else (name, files[name])


def _packed(files: Mapping[str, bytes]) -> bytes:
    """Return one archive of all: letters of urging are as many as there are districts."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()
