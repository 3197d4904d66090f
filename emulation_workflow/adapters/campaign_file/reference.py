"""What each key of a campaign file means, from the types that the reader reads it into: a page and a JSON Schema."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import Field, fields, is_dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, get_args, get_type_hints

from pydantic import TypeAdapter

from emulation_workflow.adapters.campaign_file.shape import given, is_required
from emulation_workflow.domain.campaign import Campaign, Window
from emulation_workflow.messages.forms.register_columns import (
    OFFICIAL_COLUMNS_EXPLAINED,
    UNIT_COLUMNS_EXPLAINED,
    Explained,
)

WRITTEN_BY_THE_PROGRAM = "sha256"

_KEYS = Path(__file__).with_name("keys.toml")
_COLUMNS = ("Khóa", "Kiểu", "Nghĩa", "Ghi thế nào", "Câu của kế hoạch")
_TYPES = {
    "str": "chữ",
    "int": "số nguyên",
    "float": "số",
    "bool": "true hoặc false",
    "date": "ngày, như 2020-03-31",
    "time": "giờ, như 07:30:00",
}

WINDOWS: Mapping[str, tuple[str, str]] = {
    "{ from = 2020-03-01, to = 2020-03-15 }": ("cả hai ngày đều tính", "từ ngày 01/3 đến ngày 15/3/2020"),
    '{ month = "2020-03" }': ("cả tháng", "trong tháng 3/2020"),
    '{ months = ["2020-05", "2020-06"] }': ("tháng đầu, tháng cuối", "từ tháng 5/2020 đến tháng 6/2020"),
    '{ quarter = "2025-Q2" }': ("cả quý", "trong quý II/2025"),
    '{ half = "2025-H1" }': ("nửa năm", "6 tháng đầu năm 2025"),
    "{ year = 2025 }": ("cả năm", "trong năm 2025"),
    "{ from = 2026-03-01 }": ("từ ngày ấy, không có ngày cuối", "từ ngày 01/3/2026"),
    "{ before = 2030-07-01 }": ("ngày cuối là hôm trước; không có ngày đầu", "trước ngày 01/7/2030"),
    "{ finish_by = 2030-06-30 }": ("ngày cuối; không có ngày đầu", "hoàn thành chậm nhất ngày 30/6/2030"),
    '{ finish_in = "2030-06" }': ("hết tháng ấy; không có ngày đầu", "hoàn thành trong tháng 6/2030"),
    '{ after = "Đại hội Đảng bộ huyện" }': ("sau một sự kiện; chưa có ngày", "sau Đại hội Đảng bộ huyện"),
    '{ after = "Đại hội Đảng bộ huyện", before = 2030-07-01 }': (
        "sau sự kiện, và theo thời gian ghi cùng; after ghi cùng cách nào cũng được, trừ announced_later",
        "sau Đại hội Đảng bộ huyện, trước ngày 01/7/2030",
    ),
    "{ from = 2030-05-01, finish_by = 2030-06-30 }": (
        "ngày đầu, và ngày cuối ghi theo before, finish_by hoặc finish_in",
        "từ ngày 01/5/2030, hoàn thành trước hoặc trong ngày 30/6/2030",
    ),
    "{ announced_later = true }": ("chưa có ngày", "thời gian sẽ thông báo sau"),
    '{ from = 2020-05-05, to = 2020-05-25, about = true, words = "khoảng giữa tháng 5/2020" }': (
        "không chính xác; hai ngày là cách hiểu rộng nhất, ngoài ra thì hỏi",
        "khoảng giữa tháng 5/2020",
    ),
    '{ from = 2029-10-10, to = 2030-01-14, about = "from", words = "từ khoảng giữa tháng 10 đến ngày 14/01/2030" }': (
        "chỉ ngày đầu không chính xác; about = “to” thì chỉ ngày cuối",
        "từ khoảng giữa tháng 10 đến ngày 14/01/2030",
    ),
}
"""Each way to write days, what it means, and words that it stands for."""


class Key(NamedTuple):
    """A key in words: its meaning, what to write, and the plan's sentence that it stands for ("" if for none)."""

    meaning: str
    example: str
    sentence: str


@cache
def keys() -> Mapping[str, Mapping[str, Key]]:
    """Return every key in words, by the name of its type and its own."""
    raw = tomllib.loads(_KEYS.read_text(encoding="utf-8"))
    return {part: {name: Key(*words) for name, words in told.items()} for part, told in raw.items()}


def parts() -> Iterator[tuple[type[Any], str]]:
    """Yield the types that a campaign file is made of, each once with the path at which it first stands."""
    seen: set[type[Any]] = set()

    def walk(kind: Any, path: str) -> Iterator[tuple[type[Any], str]]:
        for inner in get_args(kind):
            yield from walk(inner, path)
        if not is_dataclass(kind) or kind in seen:
            return
        seen.add(kind)  # type: ignore[arg-type]  # a dataclass in an annotation is a type
        yield kind, path  # type: ignore[misc]  # as above
        hints = get_type_hints(kind)
        for field in fields(kind):
            yield from walk(hints[field.name], f"{path}.{field.name}".lstrip("."))

    return walk(Campaign, "")


def enumerations() -> Iterator[type[StrEnum]]:
    """Yield every list of words that a key may take, in the order of the parts that use them, each once."""
    found = (kind for part, _ in parts() for kind in _words_of(part))
    yield from dict.fromkeys(found)


def _words_of(part: type[Any]) -> Iterator[type[StrEnum]]:
    hints = get_type_hints(part)
    yield from filter(None, (_enumeration(hints[field.name]) for field in fields(part)))


def page() -> str:
    """Return the reference of all keys as Markdown, in Vietnamese: it is written for whoever copies a plan down."""
    sections = (line for kind, path in parts() for line in _section(kind, path))
    lists = (line for name, (about, columns) in _LISTS.items() for line in _list(name, about, columns))
    return "\n".join([*_HEAD, *sections, *lists]).rstrip()


_HEAD = (
    "# Tệp đợt (`campaign.toml`): mọi khóa",
    "",
    "Trang này do `emulation campaign keys` in ra từ chính chương trình đọc tệp.",
    "",
    "Khóa có dấu * là bắt buộc. Kế hoạch không nêu thì **bỏ khóa đi**: không ai bị hỏi hay bị buộc theo điều không có.",
    "",
    "## Trình tự",
    "",
    "1. `emulation campaign new THU-MUC` chép ra một thư mục mẫu: tệp đợt, danh sách đơn vị, danh sách người.",
    "2. Chép kế hoạch thành các quy định ([[rules]]): mỗi câu tự nó có nghĩa một mã; câu có nhiều điều thì vẫn một mã.",
    "3. Lập danh sách đơn vị (`units.csv`, xem cuối trang). Đơn vị mà kế hoạch quy định khác nhau (thời gian, số",
    "   lượng, số đại biểu được cử) thì thuộc các cấp khác nhau: đặc khu cử nhiều đại biểu hơn xã là một cấp riêng.",
    "4. Sửa từng phần của tệp; điều nào kế hoạch nêu thì trỏ đến mã của câu nêu nó (các khóa rule, …_rule).",
    "5. Ghi các việc ([[tasks]]): tổ chức hội nghị, gửi kế hoạch, báo cáo, kiểm tra; mỗi việc một mã, một hạn. Một nơi",
    "   chỉ đạo điểm ở nhiều cấp thì mỗi cấp một việc.",
    "6. `emulation campaign check THU-MUC` cho đến khi không còn lỗi; đọc các thư mẫu ở cuối như đơn vị sẽ đọc, và",
    "   danh mục những điều tệp để ngỏ, những phép kiểm tra không chạy.",
    "",
    "Từng loại câu của kế hoạch ghi thế nào, chương trình nói gì: [campaign-cases.md](campaign-cases.md).",
    "Một kế hoạch trọn vẹn, từng câu ghi ở đâu: [ghi-ke-hoach.vi.md](ghi-ke-hoach.vi.md).",
    "",
    "## Cách ghi thời gian",
    "",
    "| Ghi | Nghĩa | Lời kế hoạch |",
    "| --- | --- | --- |",
    *(f"| `{written}` | {meaning} | {words} |" for written, (meaning, words) in WINDOWS.items()),
    "",
)


def _section(kind: type[Any], path: str) -> Iterator[str]:
    if kind is Window:
        return
    hints = get_type_hints(kind)
    yield f"## `{path or 'đầu tệp'}`"
    yield ""
    yield f"| {' | '.join(_COLUMNS)} |"
    yield f"| {' | '.join('---' for _ in _COLUMNS)} |"
    for field in fields(kind):
        if field.name != WRITTEN_BY_THE_PROGRAM:
            yield _row(field, hints[field.name], keys()[kind.__name__][field.name])
    yield ""
    for words in dict.fromkeys(_words_of(kind)):
        yield from _explained_words(words, [field.name for field in fields(kind) if _inner(hints[field.name]) is words])


_LISTS: Mapping[str, tuple[str, Explained]] = {
    "units.csv": (
        "Danh sách đơn vị, cạnh tệp đợt; cột nào không cần thì bỏ. Tên cột ghi như dưới đây, hoặc bằng tiếng Việt.",
        UNIT_COLUMNS_EXPLAINED,
    ),
    "officials.csv": (
        "Danh sách người có vai trong đợt, cạnh tệp đợt; nhập bằng `emulation register officials`.",
        OFFICIAL_COLUMNS_EXPLAINED,
    ),
}


def _list(name: str, about: str, columns: Explained) -> Iterator[str]:
    """Yield the section of a list beside the file: each column, what is written there, an example."""
    yield from (f"## `{name}`", "", about, "", "| Cột | Ghi gì | Ví dụ |", "| --- | --- | --- |")
    yield from (f"| `{column}` | {meaning} | {example} |" for column, (meaning, example) in columns.items())
    yield ""


def _explained_words(words: type[StrEnum], names: list[str]) -> Iterator[str]:
    """Yield the table of the words that keys of these names may take."""
    yield f"Các chữ của {', '.join(f'`{name}`' for name in names)}:"
    yield ""
    yield "| Chữ | Nghĩa | Ghi thế nào | Câu của kế hoạch |"
    yield "| --- | --- | --- | --- |"
    for member in words:
        key = keys()[words.__name__][member.value]
        yield f"| `{member.value}` | {key.meaning} | `{key.example}` | {key.sentence} |"
    yield ""


def _row(field: Field[Any], hint: Any, key: Key) -> str:
    name = f"`{field.name}`{'*' if is_required(field) else ''}"
    example = f"`{key.example}`" if key.example else ""
    meaning = f"{key.meaning} {BELOW}" if _enumeration(hint) else key.meaning
    return f"| {name} | {_type_words(hint)} | {meaning} | {example} | {key.sentence} |"


BELOW = "Từng chữ ở bảng dưới."


def _enumeration(hint: Any) -> type[StrEnum] | None:
    """Return the words that are meant by an annotation, by an optional one or by a list of such; None if none are."""
    kind = _inner(hint)
    return kind if isinstance(kind, type) and issubclass(kind, StrEnum) else None


def _type_words(kind: Any) -> str:
    kind = given(kind)
    if kind is Window:
        return "thời gian"
    if is_dataclass(kind):
        return "một phần"
    inner = get_args(kind)
    if inner and getattr(kind, "__origin__", None) is dict:
        return "bảng tên và danh sách"
    if inner:
        return f"danh sách: {_type_words(inner[0])}"
    return _TYPES.get(kind.__name__) or f"một trong: {', '.join(member.value for member in kind)}"


def explained(path: str) -> str:
    """Return, in Vietnamese, what the key at this path ("levels[0].conference.names") means and what to write there.

    Days are explained by the ways to write them; what is no key of the file, by nothing.
    """
    kind: Any = Campaign
    found: Key | None = None
    for name in re.findall(r"[A-Za-z_]\w*", path):
        if kind is Window:
            break
        hints = get_type_hints(kind) if is_dataclass(kind) else {}
        found = keys().get(kind.__name__, {}).get(name) if name in hints else None
        kind = _inner(hints.get(name))
    if kind is Window:
        return EXPLAINED.format(meaning="Thời gian.", example=" hoặc ".join(list(WINDOWS)[:4]))
    if found is None:
        return ""
    told = EXPLAINED.format(meaning=found.meaning, example=found.example or "[…]")
    words = _enumeration(kind)
    return f"{told}\n{_choices(words)}" if words else told


EXPLAINED = "{meaning} Ghi, ví dụ: {example}"


def _choices(words: type[StrEnum]) -> str:
    """Return each word with what it means, a line each."""
    return "\n".join(f"      {member.value}: {keys()[words.__name__][member.value].meaning}" for member in words)


def _inner(kind: Any) -> Any:
    """Return the dataclass that is meant by an optional one or by a list of such."""
    kind = given(kind)
    inner = get_args(kind)
    return given(inner[0]) if inner else kind


def schema() -> dict[str, Any]:
    """Return the JSON Schema of the file, for editors: meanings in Vietnamese, days in every way to write them."""
    found = TypeAdapter(Campaign).json_schema()
    definitions = found["$defs"]
    definitions["Window"] = {"title": "Thời gian", "anyOf": [_way(written) for written in WINDOWS]}
    for part in (found, *definitions.values()):
        told = keys().get(part["title"], {})
        for name, described in part.get("properties", {}).items():
            if name in told:
                described["description"] = " ".join(filter(None, (told[name].meaning, told[name].sentence)))
        if part.get("type") == "object":
            part["additionalProperties"] = False
    del found["properties"][WRITTEN_BY_THE_PROGRAM]
    found["required"].remove(WRITTEN_BY_THE_PROGRAM)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **found}


_ABOUT = {"enum": [True, "from", "to"]}


def _way(written: str) -> dict[str, Any]:
    example = tomllib.loads(f"window = {written}")["window"]
    event: dict[str, Any] = {} if "announced_later" in example else {"after": {}}
    return {
        "type": "object",
        "properties": {**event, **{key: {} for key in example}, "words": {"type": "string"}, "about": _ABOUT},
        "required": list(example),
        "additionalProperties": False,
    }
