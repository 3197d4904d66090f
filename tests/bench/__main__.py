"""`make bench`: prints each figure beside what a user would otherwise do. Ratios hold; absolute figures vary.

`make bench PART=chains` prints one part alone.
"""

import os
import statistics
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from itertools import product
from pathlib import Path

from emulation_workflow.adapters.documents.files import FileKind
from tests.bench import mail as bench_mail
from tests.bench.chains import Chain, Spent, check_ours, our_chain, our_office, spiff_chain, total
from tests.bench.clicks import ANSWER, CLICK, CLICK_COLD, CLICK_SERVED, waits
from tests.bench.handing_over import decisions_to_smtp
from tests.bench.page_speed import ASKED, REGISTERED, USERS, page_speeds
from tests.bench.papers import NAMES, OPENPYXL, PYTHON_DOCX, UNITS, made
from tests.bench.resumes import POSTGRES, SQLITE, TAKEN, bursts, has_postgres
from tests.bench.roll_ups import ONE_BY_ONE as UNITS_ONE_BY_ONE
from tests.bench.roll_ups import country, our_roll_up, unit_loop
from tests.bench.sweeps import ONE_BY_ONE, growth, on_sqlite, orm_loop, our_sweep, prefect_tasks
from tests.bench.verifying import verified
from tests.support.servers.databases import postgres_server
from tests.support.servers.programs import find_program

CHAINS = 1000
BATCH = 50
"""The ways take turns in batches, so that a machine that slows down slows them all."""

SWEPT = (1_000, 11_000, 110_000)
"""Open obligations: a province's, and those of ten and a hundred times as many."""

MAILED = int(os.environ.get("LETTERS", "11000"))
MAILED_BY_OTHERS, PREFECTS_OWN = 500, 40
"""Letters: to each unit of a country; as many as the other ways are measured on, and a flow with a task for each."""

VERIFIED = (10_000, 40_000)
"""Sealed rows; a province's year has some 10,000."""

ROLLED_UP = (11_000, 110_000)
"""A country's units, and ten times as many."""


def main() -> None:
    every = (chains, handing_over, mail, sweeps, verifying, roll_ups, papers, clicks, pages, resumes)
    parts = {part.__name__: part for part in every}
    chosen = sys.argv[1:] or list(parts)
    if unknown := set(chosen) - parts.keys():
        raise SystemExit(f"There is no part {', '.join(sorted(unknown))}; the parts are {', '.join(parts)}.")
    for name in chosen:
        with tempfile.TemporaryDirectory() as folder:
            parts[name](Path(folder))


def pages(folder: Path) -> None:
    print(f"{ASKED} requests of each kind by {USERS} users at once; SQLite, {REGISTERED} units registered")
    for served in page_speeds(folder):
        size = f"{served.size / 1000:6.1f} kB" if served.size else " " * 9
        print(f"{served.rate:8.0f} a second, p50 {served.p50:6.1f} ms, p99 {served.p99:6.1f} ms {size}  {served.name}")


def chains(folder: Path) -> None:
    office, units = our_office(folder, CHAINS)
    ways = {
        "ours: case, hash chain, two letters an act": our_chain(office, units),
        "SpiffWorkflow, read and saved at each step, row and letters added": spiff_chain(
            _made(folder / "writes"), forgets=True, with_letters=True
        ),
        "SpiffWorkflow, state read and saved at each step": spiff_chain(_made(folder / "forgets"), forgets=True),
        "SpiffWorkflow, kept in memory, saved at each step": spiff_chain(_made(folder / "keeps"), forgets=False),
    }
    spent = in_turns(list(ways.values()), CHAINS, BATCH)
    print(f"{CHAINS} chains of submit, endorse, agree; SQLite, synchronous = FULL")
    middles = [Spent(*(statistics.median(figures) for figures in zip(*taken, strict=True))) for taken in spent]
    for name, (wall, cpu) in zip(ways, middles, strict=True):
        told = f"{wall / BATCH * 1000:8.2f} ms a chain {wall / middles[0].wall:6.2f} × ours"
        print(f"  {name:<66} {told}   CPU {cpu / BATCH * 1000:6.2f} ms {cpu / middles[0].cpu:6.2f} × ours")
    print(f"  {check_ours(office, units)} letters written; the record's chain holds")


def sweeps(folder: Path) -> None:
    print("the daily sweep, half of the open obligations overdue since yesterday; SQLite, synchronous = FULL")
    taken = []
    for number in SWEPT:
        first, second, swept = our_sweep(on_sqlite(folder / f"sweep-{number}"), number)
        taken.append((number, first))
        done = f"{swept.overdue:,} marked, {swept.letters:,} letters"
        print(f"  ours, {number:>7,} open: {first * 1000:8.1f} ms, again {second * 1000:.2f} ms   ({done})")
    print(f"  growth: the number to the power of {growth(taken):.2f}")
    if (programs := find_program("initdb")) is None:
        print("  PostgreSQL is not installed")
    else:
        # By itself PostgreSQL counts its rows some time after they came, as may be in the midst of the sweep.
        with postgres_server(programs.resolve().parent, "-cautovacuum=off") as server:
            for (number, sqlite), known in product(taken[1:], (False, True)):
                first, _, swept = our_sweep(server.migrated_database(), number, has_statistics=known)
                done = f"{'analyzed' if known else 'no statistics'}; {swept.letters:,} letters"
                ratio = f"{first / sqlite:.1f} × SQLite"
                print(f"  PostgreSQL, {number:>7,} open: {first * 1000:8.1f} ms, {ratio}   ({done})")
    ours = taken[1][1] / (SWEPT[1] / 2)
    for name, each in (
        ("ORM, a commit for each", orm_loop(folder / "orm", SWEPT[0])),
        ("a Prefect task for each", prefect_tasks(folder / "tasks", SWEPT[0])),
    ):
        whole = each * SWEPT[1] / 2
        words = f"{each * 1000:6.2f} ms for one of {ONE_BY_ONE} measured; {SWEPT[1]:,} open would take {whole:,.0f} s"
        print(f"  {name:<24} {words}   {each / ours:,.0f} × ours")


def verifying(folder: Path) -> None:
    print("verifying a record: each sealed row of some 1.4 kB, and as many rows of another table; SQLite")
    for number in VERIFIED:
        ours, plain = verified(_made(folder / f"record-{number}"), number)
        print(f"  ours, {number:>7,} sealed rows: {ours:8.2f} s")
        print(f"  {'read and hashed, nothing else':<24} {plain:6.2f} s   {plain / ours:6.2f} × ours")


def roll_ups(folder: Path) -> None:
    print("the roll-up of a day from the database; seven of ten units have held, reported and listed their delegates")
    for number in ROLLED_UP:
        place = folder / f"country-{number}"
        office = country(place, number)
        ours, found = our_roll_up(office, opened=False)
        opened, _ = our_roll_up(office, opened=True)
        counted = f"{len(found.versions):,} reports, {sum(1 for _ in found.root.walk()):,} places"
        print(
            f"  ours, {number:>7,} units: {ours * 1000:8.1f} ms, down to each unit {opened * 1000:.1f} ms   ({counted})"
        )
        each = unit_loop(place)
        words = f"{each * 1000:6.2f} ms for one of {UNITS_ONE_BY_ONE}; {number:,} would take {each * number:,.1f} s"
        print(f"  {'ORM, one by one':<24} {words}   {each * number / ours:,.0f} × ours")


def handing_over(folder: Path) -> None:
    taken = decisions_to_smtp(folder)
    print(f"a decision and its {taken.letters:g} letters, taken by a mail server on this machine")
    print(f"  {'ours: judged, recorded, in words, each outcome kept':<52} {taken.ours * 1000:8.1f} ms")
    print(
        f"  {'aiosmtplib.send, words in hand, nothing kept':<52} {taken.theirs * 1000:8.1f} ms"
        f"   {taken.theirs / taken.ours:6.2f} × ours"
    )


def mail(folder: Path) -> None:
    if not bench_mail.has_sink():
        print("smtp-sink is not installed")
        return
    print(
        f"{MAILED:,} reminders in Vietnamese into smtp-sink; ms a letter; the others are measured on {MAILED_BY_OTHERS}"
    )
    with bench_mail.sink() as near, bench_mail.away(near) as far, ExitStack() as held:
        written = bench_mail.words_of(on_sqlite(folder / "words"), MAILED_BY_OTHERS)
        urls: dict[str, Callable[[str], str]] = {"SQLite": lambda name: on_sqlite(folder / name)}
        if programs := find_program("initdb"):
            server = held.enter_context(postgres_server(programs.resolve().parent))
            urls["PostgreSQL"] = lambda _name: server.migrated_database()
        for place, port, few in (
            ("", near, written),
            (", each reply 5 ms later", far, written[: MAILED_BY_OTHERS // 5]),
        ):
            first = bench_mail.a_connection_each(port, few)
            ways = {
                "smtplib, EmailMessage, a connection each": first,
                "smtplib, MIMEText, one connection": bench_mail.one_connection(port, few),
                "prefect-email, a task each in one flow": bench_mail.prefect_email(port, few[:PREFECTS_OWN]),
            }
            for (kept, url), (connections, processes) in product(urls.items(), ((4, 1), (16, 1), (16, 2))):
                name = f"ours, {kept}, {connections} connections, {processes} process(es)"
                where = url(f"{connections}-{processes}-{port}")
                ways[name] = bench_mail.ours(where, MAILED, port, connections=connections, processes=processes)
            for name, each in ways.items():
                told = f"{each * 1000:8.2f} ms  {first / each:6.1f} × as fast as the first"
                print(f"  {name + place:<68} {told}", flush=True)


def papers(_folder: Path) -> None:
    print(f"papers from the record: a list of {NAMES} names, the consolidated report with its annexes;")
    print(f"  {OPENPYXL}, {PYTHON_DOCX}: the tables alone, cell by cell")
    for units in (0, *UNITS):
        name = f"{units:,} units" if units else f"{NAMES} names"
        for way in (*FileKind, OPENPYXL, PYTHON_DOCX):
            file = made(units, way)
            told = f"{file.seconds:7.2f} s   {file.size / 1e6:6.2f} MB, at most {file.peak / 1e6:4.0f} MB held"
            print(f"  {name:>12} {way:<11} {told}")


def clicks(_folder: Path) -> None:
    taken = waits()
    print("what people wait for, on one server, by the server's clock; medians of 7")
    for about, ours, others in (
        ("from the click on a deployment to its flow running", CLICK, (CLICK_COLD, CLICK_SERVED)),
        ("from an answer to the next question", ANSWER, ()),
    ):
        print(f"  {about}")
        for way in (ours, *others):
            print(f"    {way:<44} {taken[way]:8.1f} s   {taken[way] / taken[ours]:6.2f} × ours")


def resumes(_folder: Path) -> None:
    print("answers to waiting runs, pressed at once; one worker; whoever is not told that it was taken presses again")
    for way in (SQLITE, POSTGRES):
        if way == POSTGRES and not has_postgres():
            print(f"  {way} is not installed")
            continue
        for burst in bursts(way):
            others = ", ".join(f"{number} × {told}" for told, number in burst.first.items() if told != TAKEN)
            lost = burst.at_once - min(burst.done, burst.entered)
            print(
                f"  {way:<10} {burst.at_once:>3} at once: {burst.first[TAKEN]:>3} taken at the first press"
                f"   ({others or 'no other answer'}); {burst.presses} presses, {lost} lost,"
                f" all done after {burst.seconds:.1f} s",
                flush=True,
            )


def in_turns(ways: Sequence[Chain], count: int, batch: int) -> list[list[Spent]]:
    """Return what each way took for each batch of numbers."""
    batches = [range(start, min(start + batch, count)) for start in range(0, count, batch)]
    taken = [[total([way(number) for number in numbers]) for way in ways] for numbers in batches]
    return [list(of_way) for of_way in zip(*taken, strict=True)]


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


if __name__ == "__main__":
    main()
