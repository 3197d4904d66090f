"""How people write a unit's name who do not write it as the register does."""

BODIES = ("Ủy ban nhân dân", "UBND")
"""What acts for a unit, and stands before its name."""

SHORT_KINDS = {
    "TP": "Thành phố",
    "TX": "Thị xã",
    "TT": "Thị trấn",
    "H": "Huyện",
    "P": "Phường",
    "X": "Xã",
}
"""Kinds of units as they are shortened."""
