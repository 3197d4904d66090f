"""What `emulation doctor` looks at on this machine: time, disk, secrets, addresses of the pages."""

import os
import shutil
import stat
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import httpx

from emulation_workflow import bootstrap
from emulation_workflow.cli.operating.diagnosis import Diagnosis, bad, look, ok, unknown
from emulation_workflow.settings import ENV_FILE, PRIVATE, BadSetting, Settings, is_loopback

SCHEDULES_IN = ZoneInfo("Asia/Ho_Chi_Minh")
"""The zone of the schedules in prefect.yaml."""

ROOM, LITTLE_ROOM = 1 << 30, 5 << 30
"""Bytes free below which the next day may fail, and below which somebody should look."""

LARGE = 10 << 30
"""Bytes."""


def of_machine(settings: Settings, *, is_shared: bool) -> Iterator[Diagnosis]:
    """Yield what this machine is like. `is_shared`: other machines work on the same record."""
    yield from (time_zone(settings), clock(settings, is_shared=is_shared))
    yield from (disk(settings), secrets(settings), pages(settings))


def time_zone(settings: Settings) -> Diagnosis:
    now = datetime.now(SCHEDULES_IN)
    here = now.astimezone(settings.time_zone)
    found = f"{settings.time_zone.key}, now {here:%d/%m/%Y %H:%M}"
    if here.utcoffset() != now.utcoffset():
        return look("time zone", found, f"schedules run in {SCHEDULES_IN.key}: leave EMULATION_TIME_ZONE at that")
    return ok("time zone", found)


def clock(settings: Settings, *, is_shared: bool) -> Diagnosis:
    """Return how the clock stands: one that is set stands still, and no lease ends and no retry comes due meanwhile."""
    name = "clock"
    if settings.set_clock is None:
        return ok(name, "the machine's; keep it on NTP")
    try:
        now = bootstrap.clock(settings).now()
    except BadSetting as refused:
        return bad(name, str(refused), "write a moment into the file, or remove EMULATION_SET_CLOCK")
    found = f"set by {settings.set_clock}: {now:%d/%m/%Y %H:%M}"
    if is_shared:
        return bad(
            name,
            f"{found}, a file that other machines may not share",
            "remove EMULATION_SET_CLOCK: parts with different clocks end each other's leases",
        )
    return look(
        name, f"{found}; it stands still", "for playing the past alone: remove EMULATION_SET_CLOCK for real use"
    )


def disk(settings: Settings) -> Diagnosis:
    name = "disk"
    place = next(path for path in (settings.data_dir, *settings.data_dir.parents) if path.exists())
    free = shutil.disk_usage(place).free
    prefect = settings.data_dir / "prefect"
    used = sum(map(_bytes_of, prefect.rglob("*"))) if prefect.is_dir() else 0
    found = f"{_size(free)} free at {place}; Prefect's folder {_size(used)}"
    if free < ROOM:
        return bad(name, found, "make room: without it acts fail whole, and nothing is written")
    if free < LITTLE_ROOM or used > LARGE:
        return look(name, found, "see “Logs and what to watch” in docs/operations.md")
    return ok(name, found)


def secrets(settings: Settings) -> Diagnosis:
    """Return who can read the files with secrets."""
    name = "secrets"
    files = [settings.key_file, settings.sign_in_file, ENV_FILE.absolute()]
    there = [file for file in files if file.is_file()]
    if open_to := [file for file in there if stat.S_IMODE(file.stat().st_mode) & PRIVATE]:
        told = ", ".join(map(_told, open_to))
        return bad(name, f"others may read {told}", f"chmod 600 {' '.join(map(str, open_to))}")
    mine = [file for file in there if file.stat().st_uid != os.geteuid()]
    if mine and os.geteuid() != 0:
        return look(name, f"{mine[0]} is another user's", "run the program and its commands as one user")
    given = "EMULATION_SECRET_KEY" if settings.secret_key is not None else settings.key_file
    if not bootstrap.has_key(settings):
        return unknown(name, "there is no secret key yet; the first start makes one")
    return ok(name, f"key: {given}; read by their owner alone: {', '.join(map(str, there)) or 'no file'}")


def pages(settings: Settings) -> Diagnosis:
    """Return whether the pages answer where letters lead to."""
    name, url = "pages", settings.pages_url
    if settings.has_mail_server and is_loopback(urlsplit(url).hostname or ""):
        return look(name, f"{url} is this machine's own, so letters carry no link", "set EMULATION_PAGES_URL")
    try:
        answer = httpx.get(f"{url}/health", timeout=10, trust_env=False)
    except httpx.HTTPError as fault:
        return bad(
            name, f"{url} does not answer: {str(fault) or type(fault).__name__}", "start the pages, or see the proxy"
        )
    try:
        seen = answer.json()
    except ValueError:
        return unknown(name, f"{url} answers {answer.status_code}, but not as our pages do")
    failing = ", ".join(sorted(part for part, works in seen.items() if not works))
    if failing:
        return bad(name, f"{url} answers, but has no way to: {failing}", "see the other lines")
    return ok(name, f"{url} answers")


def _told(file: Path) -> str:
    return f"{file} ({stat.S_IMODE(file.stat().st_mode):o})"


def _bytes_of(file: Path) -> int:
    """Return the file's size; 0 for a folder, and for what a server at work has removed meanwhile."""
    try:
        return file.stat().st_size if file.is_file() else 0
    except FileNotFoundError:
        return 0


def _size(number: int) -> str:
    return f"{number / (1 << 30):.1f} GB"
