"""What an operator copies from docs: the systemd units start what there is, and haproxy takes its configuration."""

import re
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


def test_haproxy_finds_no_fault_in_its_configuration(tmp_path: Path) -> None:
    """Names of machines and the certificate are the operator's; here this machine's stand for them."""
    words = (PROJECT / "docs" / "haproxy.cfg").read_text(encoding="utf-8")
    for theirs, ours in (
        (r"[a-z0-9-]+\.internal", "127.0.0.1"),
        (r":443 ssl crt \S+", "127.0.0.1:8443"),
    ):
        words, changed = re.subn(theirs, ours, words)
        assert changed
    (tmp_path / "haproxy.cfg").write_text(words, encoding="utf-8")
    command = [str(needs_program("haproxy")), "-c", "-q", "-f", str(tmp_path / "haproxy.cfg")]
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (found.returncode, found.stderr) == (0, "")
