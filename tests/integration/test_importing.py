"""Importing reads nothing: neither the campaign nor the record, and no file is made."""

import json
import os
import subprocess
import sys
from pathlib import Path
from pkgutil import walk_packages

import emulation_workflow
import flows
from emulation_workflow.bootstrap import CAMPAIGNS
from emulation_workflow.settings import PROJECT

STARTS_SOMETHING = ("__main__", "env")
"""The last part of modules that are run, not imported: the command itself, and Alembic's script."""

IMPORT_ALL = """
import json, sys
from importlib import import_module

opened = []

def note(event, arguments):
    if event in ("open", "sqlite3.connect"):
        opened.append(str(arguments[0]))

sys.addaudithook(note)
for name in json.loads(sys.argv[1]):
    import_module(name)
print(json.dumps(opened))
"""


def modules() -> list[str]:
    """Every module of the program, by name."""
    packages = (emulation_workflow, flows)
    walked = [module for package in packages for module in walk_packages(package.__path__, f"{package.__name__}.")]
    return [module.name for module in walked if module.name.rpartition(".")[2] not in STARTS_SOMETHING]


def test_importing_every_module_reads_no_campaign_opens_no_record_and_makes_no_file(tmp_path: Path) -> None:
    """In a process of its own, with an empty data folder."""
    names = modules()
    data = tmp_path / "data"
    data.mkdir()
    places = {"EMULATION_DATA_DIR": data, "PREFECT_HOME": tmp_path / "prefect", "MPLCONFIGDIR": tmp_path / "matplotlib"}
    environment = {**os.environ, **{name: str(place) for name, place in places.items()}, "PYTHONPATH": str(PROJECT)}
    program = [sys.executable, "-c", IMPORT_ALL, json.dumps(names)]
    imported = subprocess.run(program, cwd=data, env=environment, capture_output=True, text=True, check=False)
    assert imported.returncode == 0, imported.stderr
    opened = [path for path in json.loads(imported.stdout) if any(part in path for part in (str(CAMPAIGNS), str(data)))]
    assert len(names) > len(list((PROJECT / "flows").rglob("[a-z]*.py")))
    assert opened == []
    assert list(data.iterdir()) == []
