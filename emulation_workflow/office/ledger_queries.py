"""What the record's sealed rows say: asked of the record alone, as its audit is."""

from collections.abc import Mapping, Sequence

from emulation_workflow.domain.record.ledger import SealedEntry
from emulation_workflow.ports import Store


def sealed_entries(store: Store, *, unit: str | None = None) -> tuple[Sequence[SealedEntry], Mapping[str, str]]:
    """Return the sealed rows about one unit, or all, oldest first, and the names of officials by their numbers."""
    with store.look() as record:
        names = {official.number: official.name for official in record.register.officials()}
        return record.ledger.entries(unit=unit), names
