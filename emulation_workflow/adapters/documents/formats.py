"""Which regulation a paper follows, by its issuer and its date: templates/documents/formats.toml."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from emulation_workflow.domain.papers.paper import PaperKind


class Family(StrEnum):
    """Whose regulation binds an issuer: the State's, the Party's, the Youth Union's."""

    STATE = "state"
    PARTY = "party"
    YOUTH_UNION = "youth_union"


class PageNumber(StrEnum):
    """Where pages are numbered, from the second on."""

    BOTTOM_RIGHT = "bottom_right"
    TOP_CENTRE = "top_centre"


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyHead:
    """What stands at the top right, and how numbers are written.

    `ruled_width` is the length in em of the last line's rule; `separator` stands under the issuer's name in place of a
    rule ("" for a rule).
    """

    nation: str
    motto: str
    ruled_width: float
    separator: str
    number: str
    number_of_letter: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """How a paper is set. Lengths in `page` are in millimetres, `sizes` in points."""

    id: str
    name: str
    font: str
    page_number: PageNumber
    head: FamilyHead
    page: Mapping[str, float]
    sizes: Mapping[str, float]
    body: Mapping[str, Any]

    @property
    def text_width(self) -> float:
        """Between the margins of an upright A4 page."""
        return 210 - self.page["left"] - self.page["right"]

    @property
    def text_length(self) -> float:
        """Between the margins of an A4 page set across: its head margin is the upright page's left one."""
        return 297 - self.page["top"] - self.page["bottom"]


class Formats:
    """The formats of `formats.toml`."""

    def __init__(self, path: Path) -> None:
        read = tomllib.loads(path.read_text(encoding="utf-8"))
        self._heads = {Family(name): FamilyHead(**head) for name, head in read["families"].items()}
        self._entries: list[dict[str, Any]] = read["formats"]
        self._common = {name: read[name] for name in ("page", "sizes", "body")}
        self._codes: Mapping[str, str] = read["codes"]
        self._titles: Mapping[str, str] = read["titles"]
        self._attached: Mapping[str, str] = read["attached"]

    def on(self, day: date, family: Family) -> Format:
        """Return the format in force on `day` for issuers of this family. LookupError if none is."""
        for entry in self._entries:
            first, last = entry.get("from", date.min), entry.get("until", date.max)
            if family in entry["families"] and first <= day <= last:
                return Format(
                    id=entry["id"],
                    name=entry["name"],
                    font=entry["font"],
                    page_number=PageNumber(entry["page_number"]),
                    head=self._heads[family],
                    **self._common,
                )
        raise LookupError(f"no format for {family.value} issuers on {day}")

    def code(self, kind: PaperKind) -> str:
        """Return the code of this type of paper in its number; "" for a letter (công văn), which has none."""
        return self._codes[kind]

    def attached_to(self, kind: PaperKind) -> PaperKind | None:
        """Return the type of paper that this one goes with, under whose number it stands."""
        name = self._attached.get(kind)
        return PaperKind(name) if name else None

    def title(self, kind: PaperKind) -> str:
        """Return what heads the paper, in capitals; "" for a letter."""
        return self._titles[kind]
