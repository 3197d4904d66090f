"""Documents point at what is there."""

import re
from itertools import chain
from pathlib import Path

import pytest
import yaml

from emulation_workflow.messages.delegates import DELEGATE_COLUMNS
from emulation_workflow.settings import PROJECT

PACKAGE = PROJECT / "emulation_workflow"
DOCUMENTS = sorted([*PROJECT.glob("*.md"), *(PROJECT / "docs").rglob("*.md")])
GUIDE = " ".join((PROJECT / "docs" / "huong-dan.vi.md").read_text(encoding="utf-8").split())
LAYERS = ("domain", "office", "adapters", "messages", "cli")
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
PLACE = re.compile(r"`((?:[a-z_]+/)+[a-z_]*(?:\.[a-z]+)?)`")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(PROJECT).as_posix())
def test_every_link_leads_somewhere(document: Path) -> None:
    """Whoever follows a link finds the page or the code that it speaks of."""
    links = [link for link in LINK.findall(document.read_text(encoding="utf-8")) if "://" not in link]
    assert [link for link in links if not (document.parent / link).exists()] == []


@pytest.mark.parametrize("name", ["architecture.md", "how-to.md"])
def test_every_place_that_is_named_is_there(name: str) -> None:
    """A room that moved is named where it is now."""
    places = PLACE.findall((PROJECT / "docs" / name).read_text(encoding="utf-8"))
    assert places
    assert [
        place for place in places if not any((root / place).exists() for root in (PROJECT, PACKAGE, PROJECT / "docs"))
    ] == []


def test_every_room_stands_in_the_table_of_subjects() -> None:
    """A subject that is added is entered where readers look for it."""
    told = (PROJECT / "docs" / "architecture.md").read_text(encoding="utf-8")
    rooms = chain.from_iterable(
        (f"{layer}/{room.name}" for room in (PACKAGE / layer).iterdir() if (room / "__init__.py").exists())
        for layer in LAYERS
    )
    assert [room for room in rooms if room not in told] == []


def test_the_guide_names_every_column_of_the_delegate_list() -> None:
    """Any other is refused: whoever prepares a list reads in the guide which there are."""
    assert [names[0] for names in DELEGATE_COLUMNS.values() if names[0] not in GUIDE] == []


def test_guide_and_operations_name_every_deployment() -> None:
    """Staff read what to start, the operator what starts by itself."""
    # The guide speaks of them as they are registered for Kon Tum.
    config = (PROJECT / "prefect.yaml").read_text(encoding="utf-8")
    for name, word in {"BOARD": "Ban", "GATE": "Thẩm định, xin ý kiến", "OPINION_PLAN": "kế hoạch điểm"}.items():
        config = config.replace(f"{{{{ $APP_{name} }}}}", word)
    deployments = yaml.safe_load(config)["deployments"]
    scheduled = {deployment["name"].split(" ", 1)[1] for deployment in deployments if deployment.get("schedules")}
    operations = (PROJECT / "docs" / "operations.md").read_text(encoding="utf-8")
    assert [deployment["name"] for deployment in deployments if deployment["name"] not in GUIDE] == []
    assert scheduled == set(re.findall(r"^\| [^|]+ \| \*([^*|]+)\* \|", operations, re.MULTILINE))
