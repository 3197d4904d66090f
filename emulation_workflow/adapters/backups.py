"""A backup: the record and what lies beside it in one archive, the keys in another, and both put back."""

import json
import tarfile
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from io import BytesIO
from pathlib import Path, PurePosixPath

from emulation_workflow.domain.record.noted import is_seal
from emulation_workflow.settings import BadSetting

RECORD, MANIFEST, INTAKE, CAMPAIGN = "record.db", "backup.json", "intake", "campaign"
KEYS = ("secret.key", "sealed-since", "sign-in.secret")


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a backup says of itself. `version`: the record's. `campaign`: the setting, a name or a path of then."""

    taken_at: str
    version: str
    rows: int
    seal: str
    campaign: str


def pack(archive: Path, files: Mapping[str, Path], manifest: Manifest | None = None) -> int:
    """Write an archive that its owner alone can read; return how many files it holds. FileExistsError if there is one.

    Folders are taken with all that lies in them, but for links.
    """
    count = 0
    archive.parent.mkdir(parents=True, exist_ok=True)
    archive.touch(mode=0o600, exist_ok=False)
    with tarfile.open(archive, "w") as tar:
        if manifest is not None:
            said = json.dumps(asdict(manifest), ensure_ascii=False, indent=1).encode()
            about = tarfile.TarInfo(MANIFEST)
            about.size = len(said)
            tar.addfile(about, BytesIO(said))
        for name, path in files.items():
            for file, within in _files(path, PurePosixPath(name)):
                tar.add(file, str(within), recursive=False)
                count += 1
    return count


def _files(path: Path, name: PurePosixPath) -> Iterator[tuple[Path, PurePosixPath]]:
    if path.is_symlink():
        return
    if path.is_file():
        yield path, name
    elif path.is_dir():
        for below in sorted(path.iterdir()):
            yield from _files(below, name / below.name)


def manifest_of(archive: Path) -> Manifest:
    """Return what the backup says of itself. BadSetting if it is no backup of this program's."""
    try:
        with tarfile.open(archive) as tar:
            opened = tar.extractfile(MANIFEST)
            manifest = Manifest(**json.loads(opened.read() if opened else b""))
    except (OSError, KeyError, TypeError, ValueError, tarfile.TarError) as fault:
        raise BadSetting(f"{archive} is no backup that `emulation backup` wrote: {fault}.") from None
    if not is_seal(manifest.seal):
        raise BadSetting(f"{archive} does not say which seal the record bore.")
    return manifest


def unpack(archive: Path, into: Path) -> None:
    """Put what an archive holds into a folder. Nothing is written outside it, and nothing that is there overwritten.

    BadSetting if it holds anything else than files of its own, or is no archive.
    """
    into.mkdir(parents=True, exist_ok=True)
    try:
        with tarfile.open(archive) as tar:
            names = [member.name for member in tar.getmembers()]
            if taken := [name for name in names if (into / name).exists()]:
                raise BadSetting(f"{into / taken[0]} is there already: restore into an empty folder.")
            tar.extractall(into, filter="data")
    except (OSError, tarfile.TarError) as fault:
        raise BadSetting(f"{archive} cannot be unpacked: {fault}.") from None
