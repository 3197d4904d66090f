"""Links from letters to the pages, and cookies of sessions: signed by the secret, so that nobody makes one up."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from itsdangerous import BadSignature, URLSafeSerializer

from emulation_workflow.domain.keyed import hmac_sha256
from emulation_workflow.domain.mail import LetterKind, OutgoingLetter
from emulation_workflow.office.entrance.sign_in import ref_in

SIGN_IN_PATH, CASE_PATH = "/vao", "/thu"
"""Where links to sign in lead, and those to one case."""

LONGEST = 1000
"""Characters of a signed text: no longer one is looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseLink:
    """What a letter's link opens: the unit's case, as long as it is at the stage at which the letter was written.

    Acts on a case are written one after another, so no two have the same moment, except under a clock that is set by
    a file and stands still: there the letters of a stage that ended at that very moment open the next one as well.
    """

    unit: str
    written_at: datetime


class PageLinks:
    """Makes links and reads them back; `base` is where people reach the pages, "" where letters carry no link."""

    def __init__(self, secret: bytes, base: str) -> None:
        self._key = hmac_sha256(secret, b"links to the pages")
        self._base = base
        salts = ("sign in", "case", "cookie")
        self._sign_ins, self._cases, self._cookies = (URLSafeSerializer(self._key, salt=salt) for salt in salts)

    def of_letter(self, letter: OutgoingLetter) -> str:
        """Return what this letter links to, "" if it carries no link."""
        if not self._base:
            return ""
        if letter.kind is LetterKind.SIGN_IN:
            return self._base + self.sign_in(ref_in(letter.key))
        if not letter.unit or letter.written_at is None:
            return f"{self._base}/"
        return self._base + self.case(CaseLink(unit=letter.unit, written_at=letter.written_at))

    def sign_in(self, ref: str) -> str:
        """Return the path that spends this link."""
        return f"{SIGN_IN_PATH}/{self._sign_ins.dumps(ref)}"

    def case(self, link: CaseLink) -> str:
        """Return the path that opens this case."""
        return f"{CASE_PATH}/{self._cases.dumps([link.unit, link.written_at.isoformat()])}"

    def read_sign_in(self, token: str) -> str | None:
        """Return which link it is; None if we did not make it."""
        ref = _read(self._sign_ins, token)
        return ref if isinstance(ref, str) else None

    def read_case(self, token: str) -> CaseLink | None:
        """Return which case the link opens; None if we did not make it."""
        match _read(self._cases, token):
            case [str(unit), str(written_at)]:
                return CaseLink(unit=unit, written_at=datetime.fromisoformat(written_at))
            case _:
                return None

    def cookie(self, visit: str, session: str) -> str:
        """Return the cookie of a browser: its own random text, and the session that it is in, "" without one."""
        return str(self._cookies.dumps([visit, session]))

    def read_cookie(self, cookie: str) -> tuple[str, str] | None:
        """Return what the cookie says; None if we did not make it."""
        match _read(self._cookies, cookie):
            case [str(visit), str(session)]:
                return visit, session
            case _:
                return None

    def form_token(self, visit: str) -> str:
        """Return what each form of this browser has to bring along: nobody else's page knows it."""
        return hmac_sha256(self._key, f"form {visit}".encode()).hex()


def _read(signed_by: URLSafeSerializer, token: str) -> object:
    """Return what was signed, None if we did not sign it."""
    return _signed(signed_by, token) if len(token) <= LONGEST else None


@lru_cache(maxsize=1_000)
def _signed(signed_by: URLSafeSerializer, token: str) -> object:
    """Return the same, known again: a browser brings its cookie to every page."""
    try:
        return signed_by.loads(token)
    except BadSignature:
        return None
