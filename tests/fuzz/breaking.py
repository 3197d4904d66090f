"""Valid inputs broken in one place, by a seed: the same seed breaks in the same way on every machine."""

import io
import re
import zipfile
from collections.abc import Callable, Sequence
from random import Random

NONSENSE = (
    "",
    "9" * 5000,
    "-1",
    "1e400",
    "0x" + "f" * 5000,
    "0001-01-01",
    "9999-12-31",
    "31/02/2020",
    "01/01/9999",
    "x" * 20_000,
    "ế" * 6_000,
    "\u202eđảo\u202c",
    "\u2066a\u2069",
    "\u200b\u200d",
    "a\u200eb\u061c\u3164",
    "\x00",
    "\x07\x1b[31m",
    "\ud800",
    "\\ud800",
    "\ue000",
    "😀" * 300,
    "=1+1",
    "@SUM(A1)",
    "../../etc/passwd",
    "[" * 3000,
    "{" * 3000,
    "(" * 3000,
    "<" * 3000,
    ".".join("a" * 3000),
    "&a; *b &c !!python/name:os.system",
    "'; DROP TABLE letter; --",
    "{unit.__class__}",
    "%s%n",
    "NaN",
    "null",
    "true",
    "\r\nBcc: a@b.vn",
)

Break = Callable[[Random, bytes], bytes]


def _place(random: Random, content: bytes) -> tuple[int, int]:
    start = random.randrange(len(content) + 1)
    return start, min(len(content), start + random.choice((1, 2, 8, 64, 512)))


def cut(random: Random, content: bytes) -> bytes:
    """Return the content without its end."""
    return content[: random.randrange(len(content) + 1)]


def leave_out(random: Random, content: bytes) -> bytes:
    start, end = _place(random, content)
    return content[:start] + content[end:]


def double(random: Random, content: bytes) -> bytes:
    start, end = _place(random, content)
    return content[:end] + content[start:end] * random.choice((1, 2, 1000)) + content[end:]


def turn_bits(random: Random, content: bytes) -> bytes:
    start = random.randrange(max(len(content), 1))
    return content[:start] + bytes([random.randrange(256)]) + content[start + 1 :]


def put_in(random: Random, content: bytes) -> bytes:
    """Put nonsense between two signs."""
    start = random.randrange(len(content) + 1)
    return content[:start] + _nonsense(random) + content[start:]


def _nonsense(random: Random) -> bytes:
    return random.choice(NONSENSE).encode("utf-8", "surrogatepass")


_VALUE = re.compile(rb"(?<=[\s\"':=,;>\[(])[^\s\"':=,;<>\[\](){}]+")


def replace_value(random: Random, content: bytes) -> bytes:
    """Put nonsense in the place of one word, number or name."""
    found = list(_VALUE.finditer(content))
    if not found:
        return put_in(random, content)
    value = random.choice(found)
    return content[: value.start()] + _nonsense(random) + content[value.end() :]


def change_line(random: Random, content: bytes) -> bytes:
    """Take a line out, or put it somewhere else, or many times."""
    lines = content.splitlines(keepends=True)
    if not lines:
        return put_in(random, content)
    line = lines.pop(random.randrange(len(lines)))
    for _ in range(random.choice((0, 1, 2, 3000))):
        lines.insert(random.randrange(len(lines) + 1), line)
    return b"".join(lines)


def recode(random: Random, content: bytes) -> bytes:
    text = content.decode("utf-8", "replace")
    return text.encode(random.choice(("utf-16", "utf-16-le", "utf-8-sig", "cp1258", "utf-7")), "replace")


ON_BYTES: Sequence[Break] = (cut, leave_out, double, turn_bits, put_in, replace_value, change_line)
ON_TEXT: Sequence[Break] = (*ON_BYTES, replace_value, replace_value, recode)


def break_text(random: Random, content: bytes) -> bytes:
    return random.choice(ON_TEXT)(random, content)


def break_bytes(random: Random, content: bytes) -> bytes:
    return random.choice(ON_BYTES)(random, content)


def break_package(random: Random, content: bytes) -> bytes:
    """Break a workbook: its package, or one part of it, mostly a sheet."""
    if random.random() < 0.15:
        return random.choice((cut, leave_out, turn_bits))(random, content)
    parts = _parts(content)
    sheets = [name for name in parts if "sheet" in name.lower() or "sharedStrings" in name]
    name = random.choice(sheets if sheets and random.random() < 0.7 else list(parts))
    how = random.choice((replace_value, replace_value, replace_value, *ON_BYTES, _drop, _swap))
    if how is _drop:
        del parts[name]
    elif how is _swap:
        other = random.choice(list(parts))
        parts[name], parts[other] = parts[other], parts[name]
    else:
        parts[name] = how(random, parts[name])
    return _packed(parts)


def _drop(_random: Random, _content: bytes) -> bytes:
    return b""


def _swap(_random: Random, content: bytes) -> bytes:
    return content


def _parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def _packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


def break_value(random: Random, value: object) -> object:
    """Break one value of a nested form, as whoever holds the API can send it."""
    if isinstance(value, dict) and value and random.random() < 0.9:
        key = random.choice(list(value))
        if random.random() < 0.1:
            return {random.choice(NONSENSE) if known == key else known: part for known, part in value.items()}
        return {**value, key: break_value(random, value[key])}
    if isinstance(value, list) and value and random.random() < 0.8:
        place = random.randrange(len(value))
        return [*value[:place], break_value(random, value[place]), *value[place + 1 :]]
    deep: object = "x"
    for _ in range(2000):
        deep = [deep]
    numbers = (-1, 10**400, 1.5, float("nan"), float("inf"), True)
    others: tuple[object, ...] = (None, *numbers, [], {}, [value] * 500, {"x": {"x": {}}}, deep)
    return random.choice((*others, *NONSENSE))
