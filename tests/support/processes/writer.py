"""Another process at the record, for tests: `python -m tests.support.processes.writer DEED URL [ARGUMENT]`.

It says "ready" once it has begun, so that a test need not guess.
"""

import os
import signal
import sys
import time
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from emulation_workflow.adapters.record.migration import upgrade
from emulation_workflow.adapters.record.store import SqlStore
from emulation_workflow.domain.approval.transitions import Case
from emulation_workflow.domain.mail.letters import Addressee, Letter, LetterKind, Rendered
from emulation_workflow.domain.record.ledger import LedgerEntry, LedgerKind
from tests.support.samples.letters import post_in_words
from tests.support.servers.databases import SEAL_KEY, open_store

NOW = datetime(2020, 2, 5, 9, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


def entry(what: str, unit: str = "608") -> LedgerEntry:
    return LedgerEntry(kind=LedgerKind.ACT, at=NOW, actor="CB01", what=what, unit=unit)


def tell(*words: object) -> None:
    """Say it to the test at once."""
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def die_in_an_act(store: SqlStore, _: str) -> None:
    """Write to every part that an act writes to, and be killed before it is committed."""
    with store.act() as record:
        record.cases.add(Case(unit="608", stage="APPRAISAL", since=NOW))
        record.ledger.append(entry("submit"))
        words = Rendered(subject="V/v", text="Kính gửi", html="<p>Kính gửi</p>")
        letter = Letter(
            key="k", kind=LetterKind.CLEARED, to=(Addressee(name="A", email="a@kontum.example"),), context={}
        )
        post_in_words(record, letter, words, at=NOW)
        os.kill(os.getpid(), signal.SIGKILL)


def hold_an_act(store: SqlStore, seconds: str) -> None:
    """Keep an act open for so many seconds before it is committed; without a number, until a line comes in."""
    with store.act() as record:
        record.ledger.append(entry("held"))
        tell("ready")
        if seconds:
            time.sleep(float(seconds))
        else:
            sys.stdin.readline()


def append_many(store: SqlStore, count: str) -> None:
    """Append rows, each in an act of its own."""
    tell("ready")
    for _ in range(int(count)):
        with store.act() as record:
            record.ledger.append(entry(f"by {os.getpid()}"))


def claim_all(store: SqlStore, owner: str) -> None:
    """Claim letters, three at a time, until there are none, and say which."""
    while True:
        with store.act() as record:
            claimed = record.letters.claim(owner=owner, now=NOW, lease_until=NOW + timedelta(minutes=5), limit=3)
        if not claimed:
            return
        tell(*(letter.number for letter in claimed))


def main() -> None:
    deed, url, *argument = sys.argv[1:]
    if deed == "upgrade":
        upgrade(url, SEAL_KEY)
    else:
        deeds = {act.__name__: act for act in (die_in_an_act, hold_an_act, append_many, claim_all)}
        deeds[deed](open_store(url), *argument or [""])


if __name__ == "__main__":
    main()
