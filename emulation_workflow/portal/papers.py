"""A paper drawn up from the record and handed out as a file; nothing of it is kept."""

import io
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

from fastapi import Response

from emulation_workflow.adapters.documents.files import FileKind
from emulation_workflow.office.papers import PaperRequest, make_papers
from emulation_workflow.portal.surroundings import Portal, download


def handed_out(portal: Portal, asked: PaperRequest, kind: FileKind = FileKind.DOCX) -> Response:
    """Return the paper as a file of this kind, several as one archive. Rejected with what it lacks."""
    made = make_papers(portal.office, asked)
    with tempfile.TemporaryDirectory() as folder:
        written = [portal.documents().write(paper, Path(folder), (kind,)) for paper in made]
        files = {path.name: path.read_bytes() for paper in written for path in paper.files}
    [name, *others] = files
    if others:
        return download(f"{Path(name).stem}.zip", _packed(files))
    return download(name, files[name])


def _packed(files: Mapping[str, bytes]) -> bytes:
    """Return one archive of all: letters of urging are as many as there are districts."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()
