"""On which line of a TOML file each key and each list entry begins."""

from collections import Counter

import tomlkit
from tomlkit.container import Container
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AoT, Array, Item, Table

from emulation_workflow.adapters.campaign_file.draft import parent


class KeyLines:
    """The lines of a file's keys, found by walking the parsed text in the order it is written and counting."""

    def __init__(self, text: str) -> None:
        self._lines = {"": 1}
        self._at = 1
        self._entries: Counter[str] = Counter()
        try:
            self._read(tomlkit.parse(text), "")
        except TOMLKitError:
            # tomllib read the text, so its faults are still told; only their lines are then less exact.
            return

    def of(self, path: str) -> int:
        """Return the line of `path`, or of the nearest thing around it that is written in the file."""
        while path not in self._lines:
            path = parent(path)
        return self._lines[path]

    def _read(self, container: Container, prefix: str) -> None:
        for key, item in container.body:
            if key is None:
                self._pass(item.as_string())
                continue
            path = f"{prefix}.{key.key}" if prefix else key.key
            if isinstance(item, AoT):
                for table in item.body:
                    self._read_table(table, f"{path}[{self._entries[path]}]")
                    self._entries[path] += 1
            elif isinstance(item, Table):
                self._read_table(item, path)
            else:
                self._read_value(item, path)

    def _read_table(self, table: Table, path: str) -> None:
        self._pass(table.trivia.indent)
        self._lines.setdefault(path, self._at)
        if table.is_aot_element() or not table.is_super_table():
            self._pass(table.trivia.trail)
        self._read(table.value, path)

    def _read_value(self, item: Item, path: str) -> None:
        self._pass(item.trivia.indent)
        self._lines.setdefault(path, self._at)
        if isinstance(item, Array):
            self._find_entries(item, path)
        self._pass(item.as_string() + item.trivia.trail)

    def _find_entries(self, array: Array, path: str) -> None:
        written = array.as_string()
        offset = 0
        for number, entry in enumerate(array):
            offset = max(written.find(entry.as_string(), offset), offset)
            self._lines[f"{path}[{number}]"] = self._at + written.count("\n", 0, offset)
            offset += len(entry.as_string())

    def _pass(self, written: str) -> None:
        self._at += written.count("\n")
