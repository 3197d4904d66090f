"""Texts in the character sets that mail comes in, whatever it says of them; composed (NFC)."""

import codecs
import unicodedata

from emulation_workflow.domain.registers.units import searchable

_SAYS_NOTHING = frozenset(
    {"", "us-ascii", "ascii", "unknown-8bit", "x-unknown", "8bit", "default", "iso-8859-1", "latin1", "windows-1252"}
)
"""Named by programs that know no better; Vietnamese cannot be written in any of them."""
_OF_WINDOWS = "cp1258"
_NO_CHARSETS = frozenset({"punycode", "idna", "unicode-escape", "raw-unicode-escape", "undefined"})
"""Codecs that no message is written in, and some of which cost."""
_LONGEST_SIGN = 4
_FEW = 50
"""One byte in so many may be broken in what is UTF-8 all the same."""


def decoded_text(content: bytes, charset: str = "") -> str:
    """Return the text. Where no charset is named, or a wrong one, it is UTF-8 or else Vietnamese Windows'."""
    said = charset.strip().strip("\"'").lower()
    for name in dict.fromkeys(["utf-8" if said in _SAYS_NOTHING else said, "utf-8"]):
        text = _strictly(content, name)
        if text is not None:
            return unicodedata.normalize("NFC", text)
    text = content.decode("utf-8", "replace")
    if text.count("\ufffd") * _FEW > len(text):
        text = content.decode(_OF_WINDOWS, "replace")
    return unicodedata.normalize("NFC", text)


def _strictly(content: bytes, name: str) -> str | None:
    """Return the text in this charset, None if it is none; a last character may be cut."""
    try:
        if codecs.lookup(name).name in _NO_CHARSETS:
            return None
        return content.decode(name)
    except UnicodeDecodeError as fault:
        return content[: fault.start].decode(name) if fault.start >= len(content) - _LONGEST_SIGN > 0 else None
    except (LookupError, ValueError):
        return None


def bare(text: str) -> str:
    """Return text as the phrases of `messages.mail` stand: searchable, and composed in every script."""
    return unicodedata.normalize("NFC", searchable(text))


def repaired(header: str) -> str:
    """Return a header in which bytes beyond ASCII were sent as they are, as text."""
    if not any("\udc80" <= sign <= "\udcff" for sign in header):
        return header
    return decoded_text(header.encode("utf-8", "surrogateescape"))
