"""Files that old programs write into the text itself: from a line "begin 644 name" to one that says "end"."""

import binascii
import re
from collections.abc import Iterator

_BLOCK = re.compile(r"^begin [0-7]{3,4} ([^\r\n]{1,300}+)\r*+\n(.*?)(?:^end[ \t\r]*+$|\Z)", re.MULTILINE | re.DOTALL)
"""No space is looked at twice, however many stand behind a name."""
_BASE, _SIXTY_FOUR = 32, 64


def files_in(text: str) -> Iterator[tuple[str, bytes]]:
    """Yield name and content of each; broken lines are taken as far as they go."""
    for found in _BLOCK.finditer(text):
        yield found[1].strip(), b"".join(_decoded(line) for line in found[2].splitlines() if line)


def without_files(text: str) -> str:
    return _BLOCK.sub("", text)


def _decoded(line: str) -> bytes:
    data = line.encode("ascii", "replace")
    try:
        return binascii.a2b_uu(data)
    except binascii.Error:
        # Some programs put characters behind the last one that counts.
        count = (((data[0] - _BASE) % _SIXTY_FOUR) * 4 + 5) // 3
        try:
            return binascii.a2b_uu(data[:count])
        except binascii.Error:
            return b""
