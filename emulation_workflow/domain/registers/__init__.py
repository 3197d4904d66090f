"""The register of units and officials, and whether it agrees with itself."""

from emulation_workflow.domain.registers.consistency import (
    Known,
    RegisterFault,
    UnitAddress,
    UnitKey,
    address_faults,
    is_address,
    key_of,
    known_to,
    official_faults,
    unit_faults,
)
from emulation_workflow.domain.registers.lists import Completed, RegisterList, completed
from emulation_workflow.domain.registers.unit_names import display_name, formal_name, search
from emulation_workflow.domain.registers.units import Decider, Official, Substitution, Unit, searchable

__all__ = [
    "Completed",
    "Decider",
    "Known",
    "Official",
    "RegisterFault",
    "RegisterList",
    "Substitution",
    "Unit",
    "UnitAddress",
    "UnitKey",
    "address_faults",
    "completed",
    "display_name",
    "formal_name",
    "is_address",
    "key_of",
    "known_to",
    "official_faults",
    "search",
    "searchable",
    "unit_faults",
]
