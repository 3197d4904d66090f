"""A paper put together: its words from its template, its heads, number, day, signature and source around them."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from emulation_workflow.adapters.documents.composed import Annex, Block, BlockKind, ComposedPaper, one_line
from emulation_workflow.adapters.documents.formats import Family, Format, Formats
from emulation_workflow.adapters.documents.heads import Head, Heads
from emulation_workflow.adapters.documents.words import PaperTemplates
from emulation_workflow.domain.campaign import Campaign
from emulation_workflow.domain.papers.paper import Paper, PaperKind
from emulation_workflow.messages.formats import SentenceFormatter
from emulation_workflow.messages.papers import papers as words

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
_DEPUTY, _ACTING = "PHÓ ", "Q. "
_STANDING = "BAN THƯỜNG"
"""In whose name several sign as equals: Ban Thường vụ, Ban Thường trực."""
_POSTS = re.compile(r"[,;]|\bkiêm\b", re.IGNORECASE)
_TITLES = re.compile(
    r"\s*((?P<deputy>Phó )|(?P<acting>Quyền |Q\. ?))?"
    r"(?P<head>Chủ tịch|Trưởng ban|Giám đốc|Tổng giám đốc|Bí thư|Chánh \w+ \w+|Chỉ huy trưởng"
    r"|(?!Phó|Quyền)\w+ trưởng)",
    re.IGNORECASE,
)
_BY_ORDER = re.compile(r"\s*(?P<how>TL\.|TUQ\.|Thừa lệnh|Thừa ủy quyền)\s*(?P<rest>\S.*)", re.IGNORECASE)
_OF_STATE = {"KT": "KT.", "TL": "TL.", "THỪA LỆNH": "TL.", "TUQ": "TUQ.", "THỪA ỦY QUYỀN": "TUQ."}
_OF_PARTY = _OF_STATE | {"KT": "K/T", "TL": "T/L", "THỪA LỆNH": "T/L"}
"""How it is written that somebody signs for the head; party bodies have their own way."""


class Composer:
    """Composes the papers of one campaign from templates/documents."""

    def __init__(self, folder: Path, campaign: Campaign) -> None:
        self._templates = PaperTemplates(folder)
        self._formats = Formats(folder / "formats.toml")
        self._heads = Heads(folder / "heads.toml", campaign)
        self._is_fictional = campaign.fictional

    def compose(self, paper: Paper) -> ComposedPaper:
        """Return the paper in words, formatted by its date and issuer. PaperNotWorded if its template has a fault."""
        head = self._heads.of(paper.issuer)
        look = self._formats.on(paper.written_on, head.family)
        worded = self._templates.words(paper)
        title = self._formats.title(paper.kind)
        with_kind = self._formats.attached_to(paper.kind)
        number = self._number(with_kind or paper.kind, paper.number, head, look)
        with_paper = _dated(
            words.WITH_PAPER,
            paper,
            title=self._formats.title(with_kind or paper.kind).capitalize() or words.LETTER,
            number=re.sub(r"^Số:? ", "", number),
            issuer=head.name,
        )
        signing = tuple(_signing(head, paper))
        is_open = any(line.startswith(words.UNSTATED) for line in signing)
        draft = "; ".join([paper.draft] * bool(paper.draft) + [words.HOW_SIGNED] * is_open)
        return ComposedPaper(
            format=look,
            superior=head.superior,
            issuer=head.issuer,
            number="" if with_kind else number,
            place_and_day=_dated(words.PLACE_AND_DAY, paper, place=head.place),
            draft_mark=words.DRAFT.format(why=draft) if draft else "",
            title=title,
            subject=worded.subject if title else "",
            about="" if title else words.ABOUT.format(subject=worded.subject[:1].lower() + worded.subject[1:]),
            note=with_paper if with_kind else "",
            addressees=worded.addressees,
            blocks=tuple(_ended(worded.body, look.body["end"])),
            copies=(*worded.copies, words.KEPT_BY.format(drafter=head.drafter) if head.drafter else words.KEPT),
            signing=signing,
            signer=one_line(paper.signer.name) if paper.signer else "",
            annexes=tuple(
                Annex(
                    heading=words.ANNEX.format(number=_ROMAN[order]) if len(worded.annexes) > 1 else words.ONLY_ANNEX,
                    title=name,
                    note=with_paper,
                    blocks=blocks,
                    is_wide=any(block.table.table.width > look.text_width for block in blocks if block.table),
                )
                for order, (name, blocks) in enumerate(worded.annexes)
            ),
            source=(words.FICTIONAL,) if self._is_fictional else (),
            tables=tuple(paper.tables.values()),
            caption=f"{title.capitalize() or words.LETTER} {worded.subject[:1].lower()}{worded.subject[1:]}",
            author=head.name,
            keywords="; ".join(_sources(paper, look)),
            written_on=paper.written_on,
        )

    def _number(self, kind: PaperKind, own_number: str, head: Head, look: Format) -> str:
        if "/" in own_number:
            return f"{look.head.number.partition('{')[0]}{own_number}"
        number = f"{int(own_number):02d}" if own_number.isdecimal() else own_number or words.NUMBER_ROOM
        code = self._formats.code(kind)
        symbol = (head.symbol if code else head.letter_symbol or head.symbol) or words.NUMBER_ROOM
        pattern = look.head.number if code else look.head.number_of_letter
        return pattern.format(number=number, code=code, symbol=symbol)


def _dated(pattern: str, paper: Paper, **values: str) -> str:
    """Return a day in words, with a zero before days under 10 and the months 1 and 2 only."""
    day = paper.written_on
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)  # noqa: PLR2004 - months that could be taken for others have a zero before them
    return pattern.format(day=day.day, month=month, year=day.year, **values)


def _ended(blocks: tuple[Block, ...], end: str) -> Iterator[Block]:
    """Yield the blocks, the sign of the paper's end after the last words."""
    last = max((at for at, block in enumerate(blocks) if block.kind is BlockKind.BODY), default=-1)
    for at, block in enumerate(blocks):
        yield replace(block, text=f"{block.text.rstrip(' .;')}{end}") if at == last else block


def _signing(head: Head, paper: Paper) -> Iterator[str]:
    """Yield the lines above the signature: a deputy signs for the head ("KT."), in the body's name ("TM.").

    In the name of a standing committee ("TM. BAN THƯỜNG VỤ") each of its members signs by their own title.
    Of several posts of one person the one that the body's head holds counts. A title that is none of these stands as
    it is: nobody is printed as the head who is not. Whoever is neither head nor deputy and stands in for one signs by
    order ("TL.") or by written power ("TUQ."): where their title does not say which, room is left for it.
    """
    signer = paper.signer
    if signer is None or not signer.title.strip():
        yield from head.signing
        return
    written = _OF_PARTY if head.family is Family.PARTY else _OF_STATE
    posts = _POSTS.split(signer.title)
    titles = [named for post in posts if (named := _TITLES.match(post))]
    named = next((title for title in titles if title["head"].upper() in head.signing), next(iter(titles), None))
    by_order = _BY_ORDER.match(signer.title)
    of_head = _head_for(head, paper)
    if by_order or (paper.signs_for and (named is None or named["head"].upper() not in (*head.signing, of_head))):
        own = [post.strip().upper() for post in (by_order["rest"] if by_order else signer.title).split(",")]
        yield f"{written[by_order['how'].upper().rstrip('.')] if by_order else words.UNSTATED} {of_head}"
        yield next((post for post in own if not post.startswith(of_head)), own[-1])
        return
    for_body = [line for line in head.signing if line.startswith(("TM.", "T/M"))]
    yield from for_body
    if named is None:
        yield posts[0].strip().upper()
        return
    leader = named["head"].upper()
    if named["acting"]:
        yield f"{_ACTING}{leader}"
    elif named["deputy"]:
        if not any(_STANDING in line for line in for_body):
            yield f"{written['KT']} {leader}"
        yield f"{_DEPUTY}{leader}"
    else:
        yield leader


def _head_for(head: Head, paper: Paper) -> str:
    """Return the office for which a signer signs who is no deputy: that of whom they stand in for, else the head's."""
    named = _TITLES.match(paper.signs_for.title) if paper.signs_for else None
    return named["head"].upper() if named else "".join(head.signing[-1:]).removeprefix("TM. ")


def _sources(paper: Paper, look: Format) -> Iterator[str]:
    """Yield what the paper was made from, for the file's properties: nothing of it stands on the page."""
    yield SentenceFormatter().vformat(words.SOURCE, (), {"as_of": paper.source.as_of, "format": look.name})
    for name, sha256 in ((words.SOURCE_PLAN, paper.source.campaign_sha256), *paper.source.inputs):
        yield words.SOURCE_HASH.format(name=name, sha256=sha256)
