"""The systemd units of docs/systemd: what an operator copies starts what there is."""

import shutil
import subprocess
import sys
from pathlib import Path

from emulation_workflow.settings import PROJECT
from emulation_workflow.stack import Only
from tests.support.servers.programs import needs_program

UNITS = PROJECT / "docs" / "systemd"
INSTALLED = "/opt/emulation-workflow/.venv/bin/emulation"


def test_every_part_has_a_unit() -> None:
    """A cluster is started by units alone."""
    starts = {
        line.removeprefix(f"ExecStart={INSTALLED} ").replace(" --worker-name %H-%i", "")
        for unit in UNITS.glob("*.service")
        for line in unit.read_text(encoding="utf-8").splitlines()
        if line.startswith("ExecStart=")
    }
    assert starts == {"start", *(f"start --only {part.value}" for part in Only)}


def test_systemd_finds_no_fault_in_a_unit(tmp_path: Path) -> None:
    """A unit that systemd half understands would run with less protection than it says."""
    analyze = needs_program("systemd-analyze")
    names = []
    for unit in UNITS.glob("*.service"):
        words = unit.read_text(encoding="utf-8").replace(INSTALLED, str(Path(sys.executable).with_name("emulation")))
        name = unit.name.replace("@", "@1")
        (tmp_path / unit.name).write_text(words.replace("User=emulation\n", ""), encoding="utf-8")
        names.append(name)
    shutil.copymode(UNITS, tmp_path)
    found = subprocess.run(
        [analyze, "verify", "--man=no", *sorted(names)], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (found.returncode, found.stdout, found.stderr) == (0, "", "")
