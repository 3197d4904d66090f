"""The page of keys, the schema and the example to copy are those of the reader, and say so of every key."""

import json
import tomllib
from dataclasses import fields
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]  # its stubs are a package of their own
import pytest
from typer.testing import CliRunner

from emulation_workflow.adapters.campaign_file import load_campaign
from emulation_workflow.adapters.campaign_file.draft import Found
from emulation_workflow.adapters.campaign_file.reference import (
    WINDOWS,
    enumerations,
    explained,
    keys,
    page,
    parts,
    schema,
)
from emulation_workflow.adapters.campaign_file.windows import read_windows
from emulation_workflow.bootstrap import CAMPAIGNS
from emulation_workflow.cli.campaign import app
from emulation_workflow.messages.forms.register_columns import (
    OFFICIAL_COLUMNS,
    OFFICIAL_COLUMNS_EXPLAINED,
    UNIT_COLUMNS,
    UNIT_COLUMNS_EXPLAINED,
)

DOCS = Path(__file__).parents[3] / "docs"
SHIPPED = sorted(CAMPAIGNS.glob("*/campaign.toml"))


def test_every_key_is_described_and_none_that_is_not_there() -> None:
    """A key, or a word that a key may take, fails here until somebody says what it means."""
    described = {kind.__name__: [field.name for field in fields(kind)] for kind, _ in parts()}
    described |= {words.__name__: [member.value for member in words] for words in enumerations()}
    assert described == {part: list(told) for part, told in keys().items()}
    assert all(key.meaning for told in keys().values() for key in told.values())


def test_every_word_that_a_key_may_take_has_an_example() -> None:
    """As it is written, with a sentence of a plan that it stands for."""
    for words in enumerations():
        for member in words:
            key = keys()[words.__name__][member.value]
            ((_, written),) = tomllib.loads(key.example).items()
            assert member.value in ([written] if isinstance(written, str) else written)
            assert key.sentence or words.__name__ == "Recipient"  # Whom letters go to is the office's own choice.
            assert f"`{member.value}` | {key.meaning}" in page()


def test_the_page_in_docs_is_what_the_program_says() -> None:
    """`emulation campaign keys > docs/campaign-file.md` renews it."""
    assert (DOCS / "campaign-file.md").read_text(encoding="utf-8").strip() == page().strip()


def test_every_column_of_the_lists_beside_the_file_is_explained() -> None:
    """Whoever writes a plan down writes its units and officials down too."""
    assert list(UNIT_COLUMNS_EXPLAINED) == list(UNIT_COLUMNS)
    assert list(OFFICIAL_COLUMNS_EXPLAINED) == list(OFFICIAL_COLUMNS)
    assert all(f"| `{column}` | " in page() for column in (*UNIT_COLUMNS, *OFFICIAL_COLUMNS))


@pytest.mark.parametrize("written", WINDOWS)
def test_every_way_to_write_days_that_the_page_names_is_read(written: str) -> None:
    """As it stands there."""
    faults: list[Found] = []
    read_windows(tomllib.loads(f"window = {written}"), faults)
    assert faults == []


def _plain(path: Path) -> Any:
    return json.loads(json.dumps(tomllib.loads(path.read_text(encoding="utf-8")), default=lambda day: day.isoformat()))


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.parent.name)
def test_what_the_reader_takes_the_schema_takes(file: Path) -> None:
    """An editor that checks by the schema marks nothing in a file that is sound."""
    jsonschema.validate(_plain(file), schema())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('presence = "if_any"', 'presence = "perhaps"'),
        ('province = "huyện Ví Dụ (giả định)"', 'provinces = "huyện Ví Dụ"'),
        ('window = { month = "2026-04" }', 'window = { moon = "2026-04" }'),
    ],
)
def test_what_the_schema_refuses_the_reader_refuses(tmp_path: Path, old: str, new: str) -> None:
    """An unknown word, key or way to write days."""
    example = CAMPAIGNS / "huyen_vi_du_2026"
    text = (example / "campaign.toml").read_text(encoding="utf-8")
    assert old in text
    changed = tmp_path / "campaign.toml"
    changed.write_text(text.replace(old, new, 1), encoding="utf-8")
    (tmp_path / "units.csv").write_bytes((example / "units.csv").read_bytes())
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(_plain(changed), schema())
    assert CliRunner().invoke(app, ["check", str(tmp_path)]).exit_code == 1


def test_a_new_campaign_is_sound_and_nothing_is_written_over(tmp_path: Path) -> None:
    """Whoever starts from it starts from a file that works."""
    folder = tmp_path / "moi"
    made = CliRunner().invoke(app, ["new", str(folder)])
    assert (made.exit_code, load_campaign(folder).id) == (0, "huyen-vi-du-2026")
    again = CliRunner().invoke(app, ["new", str(folder)])
    assert again.exit_code == 2
    assert "đã có" in again.stderr


def test_every_example_says_that_it_is_one() -> None:
    """All but Kon Tum's own are made up, and bear it in their titles."""
    for file in SHIPPED:
        campaign = load_campaign(file)
        assert campaign.fictional == (file.parent.name != "kon_tum_2020")
        assert campaign.fictional == ("giả định" in campaign.title)


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("province", "dùng sau chữ “toàn”"),
        ("levels[1].conference.names[0]", "Tên hội nghị"),
        ("levels[0].conference.window.month", "{ month = "),
        ("pilots[0].window", "{ month = "),
        ("gate.steps[0].kind", "Thẩm định"),
        ("nobody.knows.this", ""),
        ("", ""),
    ],
)
def test_a_fault_is_explained_in_vietnamese_with_what_to_write(path: str, words: str) -> None:
    """Whoever writes a campaign down is no programmer: beside the sentence stands what the key means."""
    assert words in explained(path)
    assert bool(explained(path)) == bool(words)
