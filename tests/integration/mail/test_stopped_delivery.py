"""A hundred letters and a mail server that takes none of them for a while, over real conversations."""

from collections.abc import Iterable
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path

import pytest

from emulation_workflow.adapters.mail.smtp import SmtpAccount, SmtpMailer
from emulation_workflow.adapters.record.store import SqlStore
from emulation_workflow.domain.board_list import BoardItem, ItemKind
from emulation_workflow.domain.mail.letters import Addressee, DeliveryState, Letter, LetterKind, Rendered
from emulation_workflow.messages.board_list import item_sentence
from emulation_workflow.office.board_items import close_item
from emulation_workflow.office.delivery.delivery import DeliveryReport, deliver, deliver_waiting
from emulation_workflow.office.delivery.sending import AT_ONCE, BACKOFF, MAX_ATTEMPTS
from tests.support.offices import NOON, FakeClock, chain_faults, open_office
from tests.support.patience import PATIENCE
from tests.support.servers.databases import sqlite_store
from tests.support.servers.smtp_server import BODY, CLOSE, GREETING, Reply, ScriptedServer

BOARD = Addressee(name="Ban Thi đua", email="ban@tinh.example")
MANY = 100


@pytest.fixture
def store(tmp_path: Path) -> SqlStore:
    return sqlite_store(tmp_path)


def post(store: SqlStore, *emails: str) -> None:
    with store.act() as record:
        for email in emails:
            letter = Letter(
                key=email,
                kind=LetterKind.PLAN_RECEIVED,
                to=(Addressee(name="Đơn vị", email=email),),
                context={},
                unit="608",
            )
            record.letters.post(letter, at=NOON)
        for draft in record.letters.drafts(limit=len(emails)):
            record.letters.keep_words(draft, Rendered(subject="V/v", text="Kính gửi", html="<p>Kính gửi</p>"))


def addresses(count: int = MANY) -> list[str]:
    return [f"don-vi-{number}@xa{number % 7}.example" for number in range(count)]


def states(store: SqlStore) -> dict[str, DeliveryState]:
    with store.look() as record:
        return {letter.key: letter.state for letter in record.letters.statuses()}


def items(store: SqlStore, *, only_open: bool = True) -> list[BoardItem]:
    with store.look() as record:
        stops = record.board_list.items(only_open=only_open)
    return [item for item in stops if item.kind is ItemKind.DELIVERY_STOPPED]


async def delivered(store: SqlStore, mailer: SmtpMailer, clock: FakeClock, *, batch: int = 10 * MANY) -> DeliveryReport:
    return await deliver_waiting(
        store, mailer, clock=clock, secret=b"s", link_of=lambda _: "", owner=f"{clock.now()}", batch=batch
    )


def smtp(port: int) -> SmtpMailer:
    return SmtpMailer(SmtpAccount(host="127.0.0.1", port=port, timeout=PATIENCE), sender=BOARD, reply_to=BOARD.email)


ABOUT_US = [
    pytest.param({GREETING: "554 no service"}, id="greeting"),
    pytest.param({GREETING: CLOSE}, id="cut at the greeting"),
    pytest.param({"MAIL": "530 5.7.0 authentication required"}, id="login wanted"),
    pytest.param({"MAIL": "550 5.1.8 bad sender"}, id="sender"),
    pytest.param({"MAIL": "553 sender not owned by user"}, id="sender, basic"),
    pytest.param({"MAIL": "451 4.3.0 later"}, id="sender, for now"),
    pytest.param({"MAIL": "552 5.2.2 sender's mailbox is over quota"}, id="sender, full"),
    pytest.param({"RCPT": CLOSE}, id="cut at the recipient"),
    pytest.param({"RCPT": "554 5.3.2 system not accepting network messages"}, id="system"),
    pytest.param({BODY: "554 5.6.0 Sender rejected"}, id="sender, under a code of the content"),
    pytest.param({BODY: "550 5.7.705 tenant has exceeded threshold"}, id="Exchange's tenant"),
    *(
        pytest.param({stage: said}, id=f"{said} after {stage}")
        for stage in ("RCPT", "DATA", BODY)
        for said in (
            "550 5.4.5 daily sending quota exceeded",
            "450 4.7.0 policy: not now",
            "550 5.7.1 rejected by policy",
            "550 5.7.26 unauthenticated mail is not accepted",
            "530 authentication required",
            "553 5.1.7 sender address invalid",
            "554 5.7.1 relay access denied",
            "554 sender rejected",
            "550 rejected",
            "550 no such user",
        )
    ),
]


@pytest.mark.parametrize("replies", ABOUT_US)
async def test_what_is_about_us_stops_the_delivery_and_once_mended_all_go_once(
    store: SqlStore, replies: dict[str, Reply | Iterable[Reply]]
) -> None:
    """No letter is burned, however long it takes; Board and operator hear once; it goes on by itself."""
    post(store, *addresses())
    clock = FakeClock()
    async with ScriptedServer(replies=replies) as server, smtp(server.port) as mailer:
        first = await delivered(store, mailer, clock)
        assert (first.put_off, first.tried, bool(first.stopped)) == (AT_ONCE, AT_ONCE, True)
        for _ in range(3):
            clock.go_on(hours=1)
            assert (await delivered(store, mailer, clock)).put_off == 1
        assert set(states(store).values()) == {DeliveryState.WAITING}
        assert len(items(store)) == 1

        server.replies = {}
        clock.go_on(hours=1)
        assert await delivered(store, mailer, clock) == DeliveryReport(sent=MANY)

    assert set(states(store).values()) == {DeliveryState.SENT}
    assert sorted(message.recipients for message in server.taken) == sorted((email,) for email in addresses())
    assert (len(items(store)), len(items(store, only_open=False))) == (0, 1)


OF_EACH = [
    pytest.param("550 5.1.1 user unknown", DeliveryState.REFUSED, id="address"),
    pytest.param("552 5.2.2 mailbox full", DeliveryState.WAITING, id="mailbox"),
    pytest.param("452 mailbox full", DeliveryState.WAITING, id="mailbox, basic"),
    pytest.param("550 5.4.4 unable to route", DeliveryState.WAITING, id="way"),
    pytest.param("451 later", DeliveryState.WAITING, id="way, basic"),
    pytest.param("552 5.3.4 message too big", DeliveryState.REFUSED, id="size"),
]


@pytest.mark.parametrize(("said", "state"), OF_EACH)
@pytest.mark.parametrize("stage", ["RCPT", "DATA", BODY])
async def test_what_is_about_a_letter_stops_no_other(
    store: SqlStore, stage: str, said: str, state: DeliveryState
) -> None:
    """Address and size are final, a full mailbox and the way are tried for days; the server is not to blame."""
    post(store, *addresses())
    clock = FakeClock()
    async with ScriptedServer(replies={stage: said}) as server, smtp(server.port) as mailer:
        report = await delivered(store, mailer, clock)
        assert (report.tried, report.put_off, report.stopped, items(store)) == (MANY, 0, "", [])
        assert set(states(store).values()) == {state}

        server.replies = {}
        clock.go_on(hours=1)
        assert (await delivered(store, mailer, clock)).sent == (MANY if state is DeliveryState.WAITING else 0)
    assert len({message.recipients for message in server.taken}) == len(server.taken)


async def test_a_stop_costs_no_letter_its_days_of_trying(store: SqlStore) -> None:
    """Longer than any letter is tried for: none of them is given up."""
    post(store, "mot@xa.example")
    clock = FakeClock()
    async with ScriptedServer(replies={"MAIL": "550 no"}) as server, smtp(server.port) as mailer:
        for _ in range(MAX_ATTEMPTS + 10):
            await delivered(store, mailer, clock)
            clock.go_on(hours=1)
        server.replies = {}
        assert await delivered(store, mailer, clock) == DeliveryReport(sent=1)


async def test_tries_grow_apart_and_take_another_letter_each_time(store: SqlStore) -> None:
    """One at a time, after one, two, four … minutes, never the same while others wait."""
    post(store, *addresses(20))
    clock = FakeClock()
    tried: list[timedelta] = []
    async with ScriptedServer(replies={"RCPT": "550 5.7.1 policy"}) as server, smtp(server.port) as mailer:
        await delivered(store, mailer, clock)
        for _ in range(40):
            clock.go_on(minutes=1)
            if (await delivered(store, mailer, clock)).put_off:
                tried.append(clock.now() - NOON)
        asked = [line for line in server.commands if line.startswith("RCPT")]

    assert [at.seconds // 60 for at in tried] == [1, 2, 4, 8, 16, 32]
    assert len(set(asked)) == len(asked) == AT_ONCE + 6


async def test_letters_in_doubt_one_after_the_other_stop_it_too(store: SqlStore) -> None:
    """A server that dies over each letter is not given a hundred of them."""
    post(store, *addresses())
    clock = FakeClock()
    async with ScriptedServer(replies={BODY: CLOSE}) as server, smtp(server.port) as mailer:
        assert (await delivered(store, mailer, clock)).in_doubt == AT_ONCE
        assert (await delivered(store, mailer, clock)).in_doubt == 0
        server.replies = {}
        clock.go_on(hours=1)
        assert (await delivered(store, mailer, clock)).sent == MANY - AT_ONCE


async def test_rules_of_one_mailbox_do_not_stop_the_others(store: SqlStore) -> None:
    """A closed list refuses strangers: as others pass, it is that letter's."""
    closed = addresses(3)
    post(store, *closed)
    clock = FakeClock()

    def rules(line: str) -> str:
        return "550 5.7.1 not allowed here" if any(email in line for email in closed) else "250 ok"

    async with ScriptedServer(replies={"RCPT": rules}) as server, smtp(server.port) as mailer:
        assert (await delivered(store, mailer, clock)).put_off == 3
        post(store, "moi@xa.example")
        clock.go_on(minutes=5)
        reports = [await delivered(store, mailer, clock)]
        for _ in BACKOFF:
            clock.go_on(hours=1)
            reports.append(await delivered(store, mailer, clock))

    assert [(report.sent, report.retried) for report in reports] == [(1, 3), (0, 3), (0, 3), (0, 3), (0, 0)]
    assert [report.stopped for report in reports] == [""] * 5
    assert reports[-1].refused == 3


@pytest.mark.parametrize("said", ["550 5.7.1 rejected by policy", "550 rejected", "554 message looks like spam"])
@pytest.mark.parametrize("stage", ["RCPT", "DATA", BODY])
@pytest.mark.parametrize("taken", [1, 3, 4, 7, 12])
async def test_a_refusal_of_all_that_begins_in_the_midst_burns_no_letter(
    store: SqlStore, stage: str, said: str, taken: int
) -> None:
    """Those refused beside the last that got through are tried again, and once mended all go once."""
    post(store, *addresses())
    clock = FakeClock()
    fine = {"RCPT": "250 ok", "DATA": "354 go on", BODY: "250 taken"}[stage]
    replies = {stage: [*[fine] * taken, *[said] * MANY]}
    async with ScriptedServer(replies=replies) as server, smtp(server.port) as mailer:
        first = await delivered(store, mailer, clock)
        assert (first.sent, first.refused, bool(first.stopped)) == (taken, 0, True)
        server.replies = {}
        clock.go_on(hours=1)
        assert (await delivered(store, mailer, clock)).sent == MANY - taken
    assert set(states(store).values()) == {DeliveryState.SENT}
    assert len({message.recipients for message in server.taken}) == len(server.taken) == MANY


SPECIAL = "dac-biet@rieng.example"


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ("554 5.7.1 relay access denied", DeliveryState.WAITING),
        ("550 sender rejected", DeliveryState.WAITING),
        ("550 5.7.1 rejected by policy", DeliveryState.REFUSED),
        ("550 rejected", DeliveryState.REFUSED),
    ],
)
async def test_one_recipients_server_stops_nobody_else(store: SqlStore, said: str, state: DeliveryState) -> None:
    """What it says of us, the others' servers do not: it is that letter's way."""
    post(store, SPECIAL, *addresses(20))
    clock = FakeClock()

    def special(line: str) -> str:
        return said if SPECIAL in line else "250 ok"

    async with ScriptedServer(replies={"RCPT": special}) as server, smtp(server.port) as mailer:
        report = await delivered(store, mailer, clock)
        for _ in BACKOFF:
            clock.go_on(hours=1)
            await delivered(store, mailer, clock)
    assert (report.sent, report.stopped, items(store, only_open=False)) == (20, "", [])
    assert states(store)[SPECIAL] is state


async def test_rules_met_by_a_letter_alone_are_its_own_after_some_tries(store: SqlStore) -> None:
    """With nothing to compare, nothing stops, and it is not given up at the first word."""
    post(store, SPECIAL)
    clock = FakeClock()
    async with ScriptedServer(replies={"RCPT": "550 5.7.1 rejected by policy"}) as server, smtp(server.port) as mailer:
        fates = []
        for _ in range(len(BACKOFF) + 1):
            report = await delivered(store, mailer, clock)
            fates.append((report.retried, report.refused))
            clock.go_on(hours=1)
    assert (fates[0], fates[-1], items(store, only_open=False)) == ((1, 0), (0, 1), [])


async def test_an_address_refused_on_the_spot_is_marked_as_by_a_report(store: SqlStore) -> None:
    """The same mark, the same item, the same remedy; what is about us marks none."""
    clock = FakeClock()
    post(store, *addresses(3))
    gone, others = addresses(3)[0], addresses(3)[1:]

    def nobody(line: str) -> str:
        return "550 5.1.1 no such user" if gone in line else "250 ok"

    async with ScriptedServer(replies={"RCPT": nobody}) as server, smtp(server.port) as mailer:
        report = await delivered(store, mailer, clock)
        with store.look() as record:
            marked = record.inbox.bounced()
            (item,) = record.board_list.items()
        assert (report.sent, report.refused, list(marked)) == (len(others), 1, [gone])
        assert (item.kind, item.unit, item.params["email"]) == (ItemKind.BOUNCED, "608", gone)
        assert "no such user" in item_sentence(item)
    office = open_office(store, clock=clock)
    close_item(office, item.number or 0, by="Dung", note="đã hỏi, địa chỉ đúng")
    with store.look() as record:
        assert record.inbox.bounced() == {}
    assert chain_faults(office) == []


async def test_staff_who_close_the_item_have_all_of_it_tried_at_once(store: SqlStore) -> None:
    """They know that it is mended."""
    post(store, *addresses(20))
    clock = FakeClock()
    async with ScriptedServer(replies={"MAIL": "550 no"}) as server, smtp(server.port) as mailer:
        await delivered(store, mailer, clock)
        server.replies = {}
        assert await delivered(store, mailer, clock) == DeliveryReport(stopped="550 SMTPSenderRefused: no")
        (item,) = items(store)
        close_item(open_office(store, clock=clock), item.number or 0, by="Dung", note="đã sửa mật khẩu")
        assert await delivered(store, mailer, clock) == DeliveryReport(sent=20)


async def test_a_delivery_goes_on_until_nothing_is_due_or_its_time_is_up(store: SqlStore) -> None:
    """More than one batch of drafts, however many; without time, none."""
    post(store, *addresses(230))
    clock = FakeClock()
    office = open_office(store, clock=clock)
    async with AsyncExitStack() as opened:
        server = await opened.enter_async_context(ScriptedServer())
        mailer = await opened.enter_async_context(smtp(server.port))
        none = await deliver(office, mailer, link_of=lambda _: "", owner="a", within=timedelta())
        few = await deliver(office, mailer, link_of=lambda _: "", owner="b", batch=20)
        rest = await deliver(office, mailer, link_of=lambda _: "", owner="c", within=timedelta(minutes=1))
    assert (none, few, rest) == (DeliveryReport(), DeliveryReport(sent=20), DeliveryReport(sent=210))
