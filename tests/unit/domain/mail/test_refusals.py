"""Whose fault a refusal is, by what servers say."""

import pytest

from emulation_workflow.domain.mail import (
    Cause,
    Receipt,
    ReceiptState,
    Stage,
    cause_of,
    is_about_us,
    says_nobody,
    state_after,
)

RECIPIENT, MESSAGE = Stage.RECIPIENT, Stage.MESSAGE


@pytest.mark.parametrize(
    ("stage", "code", "words", "cause"),
    [
        (Stage.ARRIVAL, 554, "no service here", Cause.OURS),
        (Stage.ARRIVAL, 535, "5.7.8 wrong user or password", Cause.OURS),
        (Stage.ARRIVAL, 0, "no route to host", Cause.OURS),
        (Stage.SENDER, 550, "5.1.8 sender address rejected: domain not found", Cause.OURS),
        (Stage.SENDER, 553, "sender not owned by user", Cause.OURS),
        (Stage.SENDER, 452, "4.3.1 insufficient system storage", Cause.OURS),
        (Stage.SENDER, 552, "5.3.4 message size exceeds fixed limit", Cause.LETTER),
        (Stage.SENDER, 552, "message size exceeds the limit", Cause.LETTER),
        (Stage.SENDER, 552, "5.2.2 sender's mailbox is over quota", Cause.OURS),
        (Stage.SENDER, 552, "storage allocation exceeded", Cause.OURS),
        (RECIPIENT, 550, "5.1.1 user unknown", Cause.ADDRESS),
        (RECIPIENT, 550, "5.1.2 bad destination system", Cause.ADDRESS),
        (RECIPIENT, 550, "no such user here", Cause.ADDRESS),
        (RECIPIENT, 550, "5.1.0 <a@b.vn>: address rejected, unknown user", Cause.ADDRESS),
        (RECIPIENT, 501, "bad address syntax", Cause.ADDRESS),
        (RECIPIENT, 553, "5.3.0 <a@b.vn>... User unknown", Cause.ADDRESS),
        (RECIPIENT, 550, "5.4.1 recipient address rejected: access denied", Cause.ADDRESS),
        (RECIPIENT, 550, "5.4.4 unable to route", Cause.WAY),
        (RECIPIENT, 550, "5.4.4 Host or domain name not found", Cause.ADDRESS),
        (RECIPIENT, 550, "5.7.133 sender not authenticated for group; authentication required", Cause.POLICY),
        (RECIPIENT, 553, "5.1.7 sender address invalid", Cause.OURS),
        (RECIPIENT, 552, "5.2.2 mailbox quota exceeded", Cause.MAILBOX),
        (RECIPIENT, 554, "5.2.252 SendAsDenied; a@x not allowed to send as b@x", Cause.OURS),
        (
            Stage.MESSAGE,
            554,
            "5.2.0 STOREDRV.Submission.Exception:SendAsDeniedException.MapiException",
            Cause.OURS,
        ),
        (RECIPIENT, 452, "4.2.1 User a@x has exceeded its 24-hour sending limit", Cause.OURS),
        (
            RECIPIENT,
            450,
            "<b@x>: Recipient address rejected: Policy rejection; Message count quota exceeded",
            Cause.OURS,
        ),
        (
            RECIPIENT,
            550,
            "Message rejected: domain x has exceeded the max emails per hour (150/100)",
            Cause.OURS,
        ),
        (RECIPIENT, 550, "5.7.60 SMTP; Client does not have permissions to send as this sender", Cause.OURS),
        (RECIPIENT, 553, "5.7.1 <a@x>: Sender address rejected: not owned by user b", Cause.OURS),
        (RECIPIENT, 501, "mail from address must be same as authorization user", Cause.OURS),
        (RECIPIENT, 550, "5.4.6 Daily SMTP relay sending limit exceeded for customer", Cause.OURS),
        (MESSAGE, 554, "5.2.0 STOREDRV.Submission.Exception:OutboundSpamException; Failed", Cause.OURS),
        (RECIPIENT, 452, "4.2.2 Bạn đã gửi quá số lượng thư cho phép", Cause.OURS),
        (RECIPIENT, 550, "Vượt quá hạn mức gửi thư trong giờ", Cause.OURS),
        (RECIPIENT, 550, "Địa chỉ gửi không hợp lệ", Cause.OURS),
        (RECIPIENT, 552, "requested action aborted: exceeded storage allocation", Cause.MAILBOX),
        (RECIPIENT, 452, "mailbox full", Cause.MAILBOX),
        (RECIPIENT, 450, "4.2.0 greylisted, see postgrey", Cause.MAILBOX),
        (RECIPIENT, 450, "4.7.1 greylisted", Cause.WAY),
        (RECIPIENT, 451, "4.4.1 no answer from host", Cause.WAY),
        (RECIPIENT, 450, "busy", Cause.WAY),
        (RECIPIENT, 550, "5.4.5 Daily user sending quota exceeded", Cause.OURS),
        (MESSAGE, 550, "5.4.5 daily sending limit exceeded", Cause.OURS),
        (MESSAGE, 451, "4.4.5 system congestion", Cause.WAY),
        (RECIPIENT, 550, "daily sending quota exceeded", Cause.OURS),
        (RECIPIENT, 554, "5.7.1 <a@b.vn>: Relay access denied", Cause.OURS),
        (RECIPIENT, 530, "5.5.1 Authentication Required", Cause.OURS),
        (RECIPIENT, 550, "5.7.1 access denied", Cause.POLICY),
        (MESSAGE, 554, "5.7.1 message rejected by policy", Cause.POLICY),
        (MESSAGE, 550, "5.7.26 unauthenticated mail from kontum.example is not accepted (DMARC)", Cause.POLICY),
        (MESSAGE, 554, "message looks like spam", Cause.POLICY),
        (RECIPIENT, 554, "sender rejected", Cause.OURS),
        (RECIPIENT, 550, "rejected", Cause.UNSAID),
        (MESSAGE, 554, "transaction failed", Cause.UNSAID),
        (MESSAGE, 552, "5.3.4 message too big", Cause.LETTER),
        (MESSAGE, 552, "too big", Cause.LETTER),
        (MESSAGE, 554, "5.6.0 invalid content", Cause.LETTER),
        (MESSAGE, 554, "5.6.0 Sender rejected", Cause.OURS),
        (RECIPIENT, 550, "5.3.0 Sender address rejected", Cause.OURS),
        (RECIPIENT, 550, "5.3.0 Relaying denied", Cause.OURS),
        (RECIPIENT, 554, "5.3.2 system not accepting network messages", Cause.WAY),
        (MESSAGE, 550, "5.7.501 Access denied, spam abuse detected", Cause.OURS),
        (RECIPIENT, 550, "5.7.511 Access denied, banned sender[10.0.0.1]", Cause.OURS),
        (RECIPIENT, 550, "5.7.606 Access denied, banned sending IP [10.0.0.1]", Cause.OURS),
        (MESSAGE, 550, "5.7.705 Access denied, tenant has exceeded threshold", Cause.OURS),
        (
            MESSAGE,
            550,
            "5.7.750 Client blocked from sending from unregistered domains",
            Cause.OURS,
        ),
        (MESSAGE, 550, "5.7.512 Access denied, message must be RFC 5322 section 3.6.2 compliant", Cause.LETTER),
        (RECIPIENT, 550, "5.7.513 Service unavailable, client host [10.0.0.1] blocked by c.vn", Cause.POLICY),
        (RECIPIENT, 550, "host 10.5.7.1 says 5.1.1 unknown", Cause.ADDRESS),
    ],
)
def test_the_stage_and_the_enhanced_code_say_whose_fault_it_is(
    stage: Stage, code: int, words: str, cause: Cause
) -> None:
    """The enhanced code goes before the basic one; before a recipient is named nothing is the letter's fault."""
    assert cause_of(stage, code, words) is cause


@pytest.mark.parametrize(
    ("cause", "code", "state"),
    [
        (Cause.ADDRESS, 550, ReceiptState.REFUSED),
        (Cause.ADDRESS, 450, ReceiptState.RETRY),
        (Cause.MAILBOX, 552, ReceiptState.RETRY),
        (Cause.WAY, 550, ReceiptState.RETRY),
        (Cause.OURS, 550, ReceiptState.RETRY),
        (Cause.LETTER, 552, ReceiptState.REFUSED),
        (Cause.POLICY, 550, ReceiptState.REFUSED),
    ],
)
def test_full_mailboxes_and_the_way_are_tried_for_days(cause: Cause, code: int, state: ReceiptState) -> None:
    """Whatever the class of their code."""
    assert state_after(cause, code) is state


def failed(email: str, cause: Cause, code: int = 550, words: str = "no", stage: Stage = Stage.RECIPIENT) -> Receipt:
    return Receipt(email=email, state=ReceiptState.REFUSED, code=code, words=words, cause=cause, stage=stage)


PASSED = Receipt(email="ba@c.vn", state=ReceiptState.ACCEPTED, code=250)
ONE, TWO = (
    failed("mot@a.vn", Cause.UNSAID, words="<mot@a.vn> no"),
    failed("hai@b.vn", Cause.UNSAID, words="<hai@b.vn> no"),
)
SENDER = Stage.SENDER
NOBODIES = [failed(f"{number}@xa{number}.vn", Cause.ADDRESS, words="no such user") for number in range(5)]
CLOSED = "5.3.2 system not accepting network messages"
LIMIT = "5.7.1 You have exceeded the maximum number of recipients per hour"


@pytest.mark.parametrize(
    ("receipts", "is_ours"),
    [
        ([ONE, TWO], True),
        ([ONE, ONE], False),
        ([ONE, failed("hai@b.vn", Cause.UNSAID, words="never")], False),
        ([ONE, TWO, PASSED], False),
        ([ONE], False),
        ([failed("mot@a.vn", Cause.POLICY)], False),
        ([failed("mot@a.vn", Cause.POLICY), failed("hai@a.vn", Cause.POLICY)], True),
        ([failed("mot@a.vn", Cause.POLICY), failed("hai@a.vn", Cause.POLICY, words="other")], False),
        ([failed("mot@a.vn", Cause.POLICY), failed("hai@b.vn", Cause.POLICY), PASSED], False),
        ([failed("mot@a.vn", Cause.OURS)], False),
        ([failed("mot@a.vn", Cause.OURS), PASSED], False),
        ([failed("mot@a.vn", Cause.OURS), failed("hai@a.vn", Cause.OURS)], True),
        ([failed("mot@a.vn", Cause.OURS), failed("hai@a.vn", Cause.OURS), PASSED], False),
        ([failed("mot@a.vn", Cause.OURS), failed("hai@b.vn", Cause.OURS), PASSED], True),
        (
            [
                failed("mot@a.vn", Cause.OURS, words=LIMIT),
                failed("hai@a.vn", Cause.OURS, words=LIMIT),
                PASSED,
            ],
            True,
        ),
        ([failed("mot@a.vn", Cause.OURS, words=LIMIT), PASSED], False),
        ([failed("mot@a.vn", Cause.OURS, stage=SENDER), PASSED], True),
        ([failed("mot@a.vn", Cause.OURS, stage=SENDER)], True),
        ([failed("mot@a.vn", Cause.OURS, 421, stage=SENDER), PASSED], False),
        ([failed("mot@a.vn", Cause.OURS, 0)], True),
        ([failed("mot@a.vn", Cause.ADDRESS), failed("hai@b.vn", Cause.ADDRESS)], False),
        (NOBODIES[:4], False),
        (NOBODIES, True),
        ([*NOBODIES, PASSED], False),
        ([*NOBODIES, failed("mot@a.vn", Cause.ADDRESS, words="other")], False),
        ([*NOBODIES, failed("mot@a.vn", Cause.MAILBOX, words="full")], False),
        ([failed(nobody.email, Cause.ADDRESS, words="5.1.1 unknown") for nobody in NOBODIES], False),
        ([failed("mot@a.vn", Cause.WAY, words=CLOSED), failed("hai@b.vn", Cause.WAY, words=CLOSED)], True),
        ([failed("mot@a.vn", Cause.WAY, words=CLOSED), PASSED], False),
        ([failed("mot@a.vn", Cause.WAY, 450, CLOSED), failed("hai@b.vn", Cause.WAY, 450, CLOSED)], False),
        ([PASSED], False),
        ([], False),
    ],
)
def test_what_is_said_of_all_is_about_us(receipts: list[Receipt], *, is_ours: bool) -> None:
    """Before a recipient is named, or alike of several; one recipient's server may be special."""
    assert is_about_us(receipts) is is_ours


def test_while_nothing_gets_through_a_refusal_without_reason_is_not_the_letters() -> None:
    """The one letter that is tried while the delivery is stopped has no others to be compared with."""
    assert is_about_us([ONE], is_stopped=True)
    assert is_about_us([failed("mot@a.vn", Cause.OURS)], is_stopped=True)
    assert is_about_us([failed("mot@a.vn", Cause.ADDRESS)], is_stopped=True)
    assert not is_about_us([failed("mot@a.vn", Cause.ADDRESS, words="5.1.1 unknown")], is_stopped=True)


@pytest.mark.parametrize(
    ("receipt", "is_nobody"),
    [
        (failed("mot@a.vn", Cause.ADDRESS), True),
        (failed("mot@a.vn", Cause.ADDRESS, stage=MESSAGE), False),
        (failed("mot@a.vn", Cause.OURS), False),
        (failed("mot@a.vn", Cause.MAILBOX), False),
        (
            Receipt(email="mot@a.vn", state=ReceiptState.RETRY, code=450, cause=Cause.ADDRESS, stage=RECIPIENT),
            False,
        ),
    ],
)
def test_only_a_final_word_on_the_recipient_says_that_there_is_none(receipt: Receipt, *, is_nobody: bool) -> None:
    """After the text a server may speak of any of several recipients."""
    assert says_nobody(receipt) is is_nobody
