"""How the issuer of a paper is written: its name in two lines, its place, its symbol, how its head signs.

Bodies are described by the campaign, units by templates/documents/heads.toml and their place in the register.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from emulation_workflow.adapters.documents.formats import Family
from emulation_workflow.domain.campaign import Body, Campaign
from emulation_workflow.domain.papers.paper import Issuer, UnitIssuer
from emulation_workflow.domain.registers import Unit, formal_name


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """`superior` is printed upright above `issuer`; `symbol` "" leaves it to the clerk. `name` is for sentences.

    `drafter` is whatever drafts for it: the copy that is kept names it, and `letter_symbol`, in the numbers of letters.
    """

    family: Family
    name: str
    superior: tuple[str, ...]
    issuer: tuple[str, ...]
    place: str
    symbol: str
    signing: tuple[str, ...]
    letter_symbol: str = ""
    drafter: str = ""


class Heads:
    """The heads that issuers of this campaign have."""

    def __init__(self, path: Path, campaign: Campaign) -> None:
        read = tomllib.loads(path.read_text(encoding="utf-8"))
        self._entries: list[dict[str, Any]] = read["heads"]
        self._people: frozenset[str] = frozenset(read["places"]["named_after_people"])
        self._longest: int = read["lines"]["longest"]
        self._ends: list[str] = read["lines"]["ends_after"]
        self._campaign = campaign
        self._province = campaign.province
        self._seat = campaign.bodies[0].place if campaign.bodies else ""

    def of(self, issuer: Issuer) -> Head:
        return self._of_unit(issuer) if isinstance(issuer, UnitIssuer) else _of_body(issuer, self._campaign)

    def _of_unit(self, issuer: UnitIssuer) -> Head:
        unit = issuer.unit
        entry = next(entry for entry in self._entries if _fits(entry, unit))
        names = {"province": self._province.upper(), "place": self._seat.upper()}
        superior = entry.get("superior", "").format_map(names)
        return Head(
            family=Family(entry.get("family", Family.STATE)),
            name=formal_name(self._campaign, unit),
            superior=(superior,) if superior else (),
            issuer=self._issuer(entry, unit, names),
            place=self._place(entry, unit),
            symbol=entry.get("symbol") or issuer.symbol,
            drafter=entry.get("drafter", ""),
            signing=tuple(entry["signing"]),
        )

    def _issuer(self, entry: Mapping[str, Any], unit: Unit, names: Mapping[str, str]) -> tuple[str, ...]:
        if "committee" in entry:
            return entry["committee"], unit.name.upper()
        if "issuer" in entry:
            return tuple(line.format_map(names) for line in entry["issuer"])
        return tuple(self._lines(self._with_place(unit.name).upper()))

    def _with_place(self, name: str) -> str:
        """Return a name that ends in what the province is ("Hội Nông dân tỉnh") with the province's own name."""
        kind = self._province.partition(" ")[0].lower()
        return name.removesuffix(kind) + self._province if name.endswith(f" {kind}") else name

    def _lines(self, name: str) -> Iterator[str]:
        """Yield a long name in lines that end where people end them, or in the middle."""
        if len(name) <= self._longest or " " not in name:
            yield name
            return
        words = name.split()
        first = len(_kind_in(name, self._ends).split()) or min(
            range(1, len(words)), key=lambda at: max(len(" ".join(words[:at])), len(" ".join(words[at:])))
        )
        yield from self._lines(" ".join(words[:first]))
        yield from self._lines(" ".join(words[first:]))

    def _place(self, entry: Mapping[str, Any], unit: Unit) -> str:
        """Return the seat's name: a locality's own, without its kind unless its name is a person's or a number."""
        if "committee" not in entry:
            return self._seat
        bare = unit.name[len(_kind_in(unit.name, entry["names"])) :].strip()
        return unit.name if bare in self._people or bare.isdecimal() else bare


def _of_body(body: Body, campaign: Campaign) -> Head:
    of_issuer = campaign.letter_symbol if body.symbol == campaign.symbol else body.symbol
    drafter = body.drafter or of_issuer.removeprefix(body.symbol).strip("-")
    letter_symbol = f"{body.symbol}-{drafter}" if drafter else of_issuer
    spelled_out = " ".join(body.letter_head).casefold() == body.name.casefold()
    return Head(
        family=Family.STATE,
        name=body.name,
        superior=() if spelled_out else body.letter_head[:-1],
        issuer=body.letter_head if spelled_out else body.letter_head[-1:],
        place=body.place,
        symbol=body.symbol,
        signing=(body.signing,) if body.signing else (),
        letter_symbol=letter_symbol,
        drafter=drafter,
    )


def _fits(entry: Mapping[str, Any], unit: Unit) -> bool:
    asked = ((unit.name, "names"), (unit.kind, "kinds"), (unit.group, "groups"))
    return all(key not in entry or _kind_in(value, entry[key]) for value, key in asked)


def _kind_in(value: str, beginnings: list[str]) -> str:
    """Return the longest of `beginnings` that `value` begins with, "" if none."""
    fitting = (beginning for beginning in beginnings if value.casefold().startswith(beginning.casefold()))
    return max(fitting, key=len, default="")
