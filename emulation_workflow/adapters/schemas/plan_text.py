"""TOML, YAML and JSON as plain values: every fault with its line, nothing guessed, nothing executed, nothing doubled.

A fault names the line and never quotes it: what cannot be read may be no file of ours, but a key or somebody's letter.

YAML is read as its plain core: no aliases (a few lines of which can grow to gigabytes), no tags, no dates and no
base-60 numbers, because 8:30 is an hour to whoever types it.
"""

import json
import re
import tomllib
from collections.abc import Callable, Mapping
from typing import Any, NoReturn

import yaml

from emulation_workflow.domain.errors import Problem, ProblemCode, Rejected
from emulation_workflow.domain.texts import name_of, unfit_sign

MAX_VALUES = 20_000
"""Keys and values of a file; a report with all the rows it may have has a quarter of them."""

_LARGEST = 10**18
_LONG_KEY = re.compile(
    r"""(?<![\w-]) (?: (?> [\w-]+ | "(?:[^"\\\n]|\\.){0,100}+" | '[^'\n]*+' ) [ \t]*+ \. [ \t]*+ ){16}""", re.VERBOSE
)
"""A dotted key (a.b.c) of many parts, for which tomllib takes the square of their number in memory.

Of parts longer than these a text has few.
"""

_DUPLICATE_TOML = ("Cannot overwrite", "Cannot declare", "Cannot mutate")


def has_long_key(text: str) -> bool:
    """Return whether a TOML text has a dotted key that no file needs."""
    return _LONG_KEY.search(text) is not None


def read_toml(text: str) -> Any:
    if has_long_key(text):
        raise Rejected(Problem(code=ProblemCode.PLAN_TEXT_UNREASONABLE))
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        reason = str(error)
        line = int(found[1]) if (found := re.search(r"\(at line (\d+)", reason)) else text.count("\n") + 1
        if reason.startswith("Invalid date or datetime"):
            code = ProblemCode.PLAN_TEXT_DAY_IMPOSSIBLE
        else:
            code = (
                ProblemCode.PLAN_TEXT_KEY_TWICE if reason.startswith(_DUPLICATE_TOML) else ProblemCode.PLAN_TEXT_BROKEN
            )
        _refuse(code, line)


def read_json(text: str) -> Any:
    def table(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        read = dict(pairs)
        if len(read) < len(pairs):
            raise Rejected(Problem(code=ProblemCode.PLAN_TEXT_KEY_TWICE_SOMEWHERE))
        return read

    try:
        return json.loads(text, object_pairs_hook=table)
    except json.JSONDecodeError as error:
        _refuse(ProblemCode.PLAN_TEXT_BROKEN, error.lineno)


def read_yaml(text: str) -> Any:
    try:
        return yaml.load(text, Loader=_PlainLoader)  # noqa: S506 - derived from SafeLoader, with less in it
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        _refuse(ProblemCode.PLAN_TEXT_BROKEN, mark.line + 1 if mark else 1)
    except yaml.YAMLError:
        _refuse(ProblemCode.PLAN_TEXT_BROKEN, 1)


READERS: Mapping[str, Callable[[str], Any]] = {
    ".toml": read_toml,
    ".yaml": read_yaml,
    ".yml": read_yaml,
    ".json": read_json,
}
"""By the file's suffix."""


def read_text(suffix: str, text: str) -> Any:
    """Return what `text` says, read by its suffix. Rejected if it is broken, or holds what nobody writes."""
    try:
        values = READERS[suffix](text)
    except Rejected:
        raise
    except Exception:  # noqa: BLE001 - nested too deep, a number of thousands of digits, whatever a parser trips over
        raise Rejected(Problem(code=ProblemCode.PLAN_TEXT_UNREASONABLE)) from None
    _ensure_reasonable(values)
    return values


def _ensure_reasonable(values: object) -> None:
    """Refuse more values than any plan has, numbers of no use, and text that is half a character; no recursion."""
    waiting, count = [values], 0
    while waiting:
        value = waiting.pop()
        count += 1
        if isinstance(value, dict):
            for key in value:
                _ensure_text(str(key))
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)
        elif isinstance(value, str):
            _ensure_whole(value)
        if count + len(waiting) > MAX_VALUES or (isinstance(value, int) and abs(value) > _LARGEST):
            raise Rejected(Problem(code=ProblemCode.PLAN_TEXT_UNREASONABLE))


def _ensure_text(key: str) -> None:
    if sign := unfit_sign(key):
        raise Rejected(Problem(code=ProblemCode.PLAN_TEXT_UNPRINTABLE, params={"value": name_of(sign)}))


def _ensure_whole(text: str) -> None:
    """Refuse what no file, letter or database can keep; other unfit signs are told where they stand."""
    if not text.isascii() and (half := _HALF.search(text)):
        raise Rejected(Problem(code=ProblemCode.PLAN_TEXT_UNPRINTABLE, params={"value": name_of(half[0])}))


_HALF = re.compile("[\ud800-\udfff]")


def _refuse(code: ProblemCode, line: int) -> NoReturn:
    raise Rejected(Problem(code=code, params={"line": line})) from None


class _PlainLoader(yaml.SafeLoader):
    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012 - as declared above it

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            line = self.peek_event().start_mark.line + 1  # type: ignore[no-untyped-call]  # PyYAML has no annotations there
            raise Rejected(Problem(code=ProblemCode.PLAN_TEXT_ALIAS, params={"line": line}))
        event = self.peek_event()  # type: ignore[no-untyped-call]  # as above
        if getattr(event, "tag", None) not in (None, "!"):
            raise yaml.constructor.ConstructorError(None, None, "a tag", event.start_mark)
        return super().compose_node(parent, index)

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002 - PyYAML's own signature
        seen: set[str] = set()
        for key, _ in node.value:
            if isinstance(key, yaml.ScalarNode):
                if key.value in seen:
                    _refuse(ProblemCode.PLAN_TEXT_KEY_TWICE, key.start_mark.line + 1)
                seen.add(key.value)
        return super().construct_mapping(node, deep=deep)


_PlainLoader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"(?:~|null|)\Z"), ["~", "n", ""])
_PlainLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"(?:true|false)\Z"), ["t", "f"])
_PlainLoader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"-?(?:0|[1-9]\d{0,8})\Z"), list("-0123456789"))
