"""The register of units and officials."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Protocol

from emulation_workflow.domain.registers import Official, Unit


class Register(Protocol):
    """Units and officials, as valid on a day."""

    def unit(self, code: str, on: date) -> Unit | None: ...

    def units(self, on: date | None = None) -> Sequence[Unit]: ...

    def officials(self, *, role: str = "", on: date | None = None) -> Sequence[Official]: ...

    def officials_of(self, unit: str) -> Sequence[Official]:
        """Return the officials entered for this unit, whatever their term."""

    def official(self, number: str) -> Official | None: ...

    def units_at(self, email: str, on: date) -> Sequence[Unit]:
        """Return the units that have this address, in whatever case it is written."""

    def officials_at(self, email: str, on: date) -> Sequence[Official]:
        """Return the officials who have this address, in whatever case it is written."""

    def units_under(self, parent: str) -> Sequence[Unit]:
        """Return the units directly under the one with this code, in each period of their validity."""

    def replace_units(self, units: Iterable[Unit]) -> None:
        """Add or update by (code, valid_from); units not named stay."""

    def replace_officials(self, officials: Iterable[Official]) -> None:
        """Add or update by number, substitutions included; officials not named stay."""
