"""Keys of former formats of the campaign file, read as what they say in today's."""

from typing import Any


def carried_over(raw: dict[str, Any]) -> dict[str, Any]:
    """Return `raw` with former keys in their new places; today's keys, where both are given, stay as they are.

    Up to 0.2.0 `[congress]` held its own ordinal and one former congress with its theme, and places were named by the
    program, as were the office and the area in its sentences.
    """
    congress = raw.get("congress")
    if not isinstance(congress, dict) or "previous_year" not in congress:
        return raw
    kept = {key: value for key, value in congress.items() if key not in _OF_CONGRESS}
    former = {
        "name": _former_name(congress),
        "year": congress["previous_year"],
        "theme": congress.get("theme", ""),
        "rule": congress.get("theme_rule", ""),
    }
    return (
        {"formal_names": [_OF_PLACES], "names": _OF_SENTENCES} | raw | {"congress": {"predecessors": [former], **kept}}
    )


_OF_CONGRESS = frozenset({"ordinal", "previous_ordinal", "previous_year", "national_ordinal", "theme", "theme_rule"})


_OF_PLACES = {
    "kinds": [
        "tỉnh",
        "thành phố thuộc tỉnh",
        "thành phố",
        "thị xã",
        "huyện",
        "quận",
        "xã",
        "phường",
        "thị trấn",
        "đặc khu",
    ],
    "prefix": "Ủy ban nhân dân",
}
"""What the program itself knew of places, before campaigns said it."""

_OF_SENTENCES = {"board": "Ban", "area": "tỉnh", "letter": "UBND-KGVX"}
"""What its sentences called every campaign's office and area."""


def _former_name(congress: dict[str, Any]) -> str:
    """Return the name of the congress with the former one's ordinal in place of its own, which ends it."""
    name, own, former = (str(congress.get(key, "")) for key in ("name", "ordinal", "previous_ordinal"))
    return f"{name.removesuffix(own)}{former}" if own and name.endswith(own) else f"{name} ({former})"
