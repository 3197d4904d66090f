"""Files in the record: those that came in and those that go out, each kept once by the hash of its bytes."""

from sqlalchemy import bindparam, insert, select

from emulation_workflow.adapters.record.sql import OnConnection
from emulation_workflow.adapters.record.tables.plans import KeptFileRow

_FILE = select(KeptFileRow.c.content).where(KeptFileRow.c.sha256 == bindparam("of_sha256"))
_IS_KEPT = select(KeptFileRow.c.sha256).where(KeptFileRow.c.sha256 == bindparam("of_sha256"))


class FileTables(OnConnection):
    """`ports.Files` on the tables."""

    def read(self, sha256: str) -> bytes | None:
        row = self._row(_FILE, of_sha256=sha256)
        return bytes(row["content"]) if row else None

    def keep(self, sha256: str, content: bytes) -> None:
        if self._row(_IS_KEPT, of_sha256=sha256) is None:
            self._write(insert(KeptFileRow), sha256=sha256, content=content)
