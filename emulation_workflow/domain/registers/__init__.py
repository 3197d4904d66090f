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
from emulation_workflow.domain.registers.register_lists import Completed, RegisterList, completed
from emulation_workflow.domain.registers.unit_names import display_name, formal_name, search
from emulation_workflow.domain.registers.units import (
    Decider,
    Official,
    Substitution,
    Unit,
    bears_name,
    is_same_person,
    searchable,
    shares_name_or_address,
    standing_of,
)

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
    "bears_name",
    "completed",
    "display_name",
    "formal_name",
    "is_address",
    "is_same_person",
    "key_of",
    "known_to",
    "official_faults",
    "search",
    "searchable",
    "shares_name_or_address",
    "standing_of",
    "unit_faults",
]
