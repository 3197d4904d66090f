"""What a unit has typed of its plan or report and not sent yet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

DRAFTS_KEPT_FOR = timedelta(days=90)
"""How long a draft that nobody goes on with is kept: it may name people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """The texts in a form's fields as they were typed, by the fields' keys, and the rows of its tables."""

    values: Mapping[str, str] = field(default_factory=dict, repr=False)
    rows: Mapping[str, Sequence[Mapping[str, str]]] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormDraft:
    """One unit's draft of one form (its mark), saved last by whoever has the address `saved_by`."""

    unit: str
    form: str
    typed: Typed
    saved_at: datetime
    saved_by: str
