"""What real servers say: of Exchange, Gmail, Yahoo, Postfix, Exim, qmail, Zimbra, MDaemon, and in Vietnamese."""

import pytest

from emulation_workflow.domain.mail import Cause, Stage, cause_of

SAID: dict[Cause, tuple[tuple[int, str], ...]] = {
    Cause.ADDRESS: (
        (550, "5.1.0 Address rejected"),
        (550, "#5.1.0 Address rejected."),
        (550, "Address rejected"),
        (
            554,
            (
                "delivery error: dd This user doesn't have a yahoo.com account (a@yahoo.com) [0] - "
                "mta1402.mail.gq1.yahoo.com"
            ),
        ),
        (554, "delivery error: dd Requested mail action aborted, mailbox not found"),
        (552, "1 Requested mail action aborted, mailbox not found"),
        (
            550,
            (
                "5.1.1 The email account that you tried to reach does not exist. Please try double-checking the "
                "recipient's email address"
            ),
        ),
        (550, "5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient a@b.vn not found by SMTP address lookup"),
        (550, "5.4.1 Recipient address rejected: Access denied. [SG2APC01FT048.eop-APC01.prod.protection.outlook.com]"),
        (550, "5.1.1 RESOLVER.ADR.ExRecipNotFound; not found"),
        (550, "5.1.1 <a@b.vn>: Recipient address rejected: User unknown in virtual mailbox table"),
        (550, "5.1.1 <a@b.vn>: Recipient address rejected: User unknown in relay recipient table"),
        (550, "5.1.1 <a@b.vn>: Recipient address rejected: b.vn"),
        (450, "4.1.1 <a@b.vn>: Recipient address rejected: unverified address: unknown user"),
        (550, "Unrouteable address"),
        (550, "unknown user"),
        (550, "No Such User Here"),
        (550, "5.1.1 <a@b.vn> no mailbox by that name is currently available"),
        (553, "sorry, no mailbox here by that name. (#5.7.1)"),
        (550, "<a@b.vn>, Recipient unknown"),
        (550, "<a@b.vn> Recipient unknown"),
        (550, "a@b.vn - no such user here"),
        (550, "5.1.1 User a@b.vn unknown"),
        (550, "5.1.1 Mailbox does not exist here"),
        (550, "Unknown user."),
        (550, "Người dùng không tồn tại"),
        (550, "5.1.1 Người nhận không tồn tại"),
        (550, "Không tìm thấy người nhận"),
        (550, "Địa chỉ email không tồn tại trên hệ thống"),
        (550, "Hop thu khong ton tai"),
        (550, "Không có hộp thư này"),
        (550, "Tên miền người nhận không tồn tại"),
        (550, "invalid user"),
        (550, "user not known"),
        (550, "local server don't exists that user"),
        (550, "Bad recipient address syntax"),
        (550, "recipient does not have an account"),
        (550, "not user of this server"),
        (550, "5.1.1 User unknown; the sender should check the address"),
        (550, "5.1.6 recipient no longer on server"),
        (550, "This address no longer accepts mail."),
        (550, "There is no one at this address"),
        (550, "5.1.2 Domain name not found"),
        (550, "not our customer"),
        (550, "Email address could not be found, or was misspelled (G8)"),
        (550, "Account a@b.vn does not exist"),
        (550, "account a@b.vn is not found"),
        (550, "User a@b.vn mailbox has been deleted"),
        (550, "That email address has been closed"),
        (551, "5.1.6 User has moved"),
        (553, "Mailbox name not allowed"),
        (556, "5.1.10 Recipient address has null MX"),
        (556, "Domain does not accept mail (nullMX)"),
        (521, "Host does not accept mail"),
        (550, "5.4.1 Recipient Verification Failed"),
        (550, "5.4.310 DNS domain b.vn does not exist"),
        (550, "Tài khoản email này đã bị xóa"),
        (550, "Sai địa chỉ người nhận"),
        (550, "Người nhận không có trong hệ thống"),
        (550, "Tài khoản không có thực"),
    ),
    Cause.OURS: (
        (550, "5.1.0 <a@b.vn> sender address rejected"),
        (550, "5.1.90 Your message can't be sent because you've reached your daily limit for message recipients"),
        (550, "5.7.1 RESOLVER.RST.AuthRequired; authentication required"),
        (554, "5.7.1 <a@b.vn>: Relay access denied"),
        (450, "4.1.8 <ban@x.vn>: Sender address rejected: Domain not found"),
        (550, "5.1.8 <ban@x.vn>: Sender address rejected: Domain not found"),
        (550, "Sender verify failed"),
        (550, "Verification failed for <ban@x.vn> No such user here Sender verify failed"),
        (550, "relay not permitted"),
        (553, "sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)"),
        (550, "Địa chỉ người gửi không hợp lệ"),
        (550, "Người gửi không tồn tại"),
        (550, "sender is rejected"),
        (550, "NULL sender is not allowed"),
        (550, "Your account is suspended from sending"),
        (550, "5.7.54 SMTP; Unable to relay recipient in non-accepted domain"),
        (550, "Vượt quá số lượng người nhận trong ngày"),
        (550, "Tài khoản gửi bị khóa do phát tán thư rác"),
        (550, "5.1.1 Tên đăng nhập người gửi sai"),
        (550, "5.7.1 Hệ thống từ chối do chưa xác thực người gửi"),
        (550, "Chưa xác thực. Vui lòng đăng nhập"),
    ),
    Cause.MAILBOX: (
        (554, "30 Sorry, your message to a@yahoo.fr cannot be delivered. This mailbox is disabled (554.30)."),
        (
            554,
            (
                "delivery error: dd Sorry, your message to a@b cannot be delivered. This account has been disabled "
                "or discontinued [#102]."
            ),
        ),
        (550, "This mailbox is disabled"),
        (550, "5.2.1 The email account that you tried to reach is disabled."),
        (550, "5.2.1 The email account that you tried to reach is inactive."),
        (452, "4.2.2 The email account that you tried to reach is over quota."),
        (550, "5.5.0 Requested action not taken: mailbox unavailable (S2017062302)."),
        (
            554,
            "5.2.2 mailbox full; STOREDRV.Deliver.Exception:QuotaExceededException.MapiExceptionShutoffQuotaExceeded",
        ),
        (554, "5.7.1 <a@b.vn>: Recipient address rejected: Quota exceeded"),
        (450, "4.2.0 <a@b.vn>: Recipient address rejected: Greylisted, see http://postgrey"),
        (550, "Mailbox <a@b.vn> is full"),
        (552, "Mailbox <a@b.vn> has exceeded its quota"),
        (550, "Account is not available"),
        (550, "Inbox is full"),
        (550, "user is over the quota. You can try again later."),
        (550, "Tài khoản đã bị khóa"),
        (550, "Tài khoản tạm ngừng hoạt động"),
        (550, "Hộp thư a@b.vn đã đầy"),
        (552, "Hộp thư của người nhận đã vượt quá dung lượng cho phép"),
        (550, "Hộp thư hết dung lượng"),
        (550, "User suspended"),
        (550, "unavailable mail user"),
        (550, "mailbox currently unavailable"),
        (550, "5.1.1 user over quota"),
        (550, "Account is not active"),
        (550, "Người nhận chưa kích hoạt hộp thư"),
    ),
    Cause.POLICY: (
        (550, "Requested action not taken: mailbox unavailable. Reject due to policy restrictions"),
        (450, "4.7.1 Client host rejected: cannot find your reverse hostname"),
        (550, "Thư bị từ chối theo chính sách"),
        (550, "user does not accept mail from strangers"),
        (550, "Recipient does not accept mails from unknown senders"),
        (550, "5.7.1 Message rejected as spam"),
        (550, "5.7.0 Outgoing message suspended"),
        (550, "5.7.1 This mailbox only accepts mail from authenticated senders"),
        (550, "5.7.1 Helo command rejected: need fully-qualified hostname"),
        (550, "5.7.25 The IP address sending this message does not have a PTR record"),
        (550, "5.7.1 [1.2.3.4] Our system has detected that this message is likely unsolicited mail"),
        (554, "5.7.1 Service unavailable; Client host [1.2.3.4] blocked using zen.spamhaus.org"),
        (550, "Access from ip address 1.2.3.4 blocked"),
    ),
    Cause.UNSAID: (
        (550, "<a@b.vn>... Can't create output"),
        (550, "rejected"),
        (550, "Mail rejected"),
        (550, "Địa chỉ IP 1.2.3.4 không hợp lệ, thiếu bản ghi PTR"),
        (550, "Unknown host in HELO"),
        (550, "Mailbox being migrated, user not on this server at the moment"),
        (554, "transaction failed"),
        (550, "Administrative prohibition"),
        (550, "IP address rejected"),
        (550, "Helo command rejected: Host not found"),
        (550, "Mailbox not allowed: you are not permitted to send to this recipient"),
    ),
    Cause.LETTER: (
        (552, "Message size exceeds fixed maximum message size"),
        (554, "message size exceeds maximum message size: 5242880 bytes"),
        (550, "Mail size exceeds limit"),
        (550, "Dung lượng thư vượt giới hạn cho phép"),
    ),
    Cause.WAY: (
        (550, "5.3.2 system not accepting network messages"),
        (451, "Temporary local problem - please try later"),
        (
            450,
            "4.1.1 <a@b.vn>: Recipient address rejected: unverified address: connect to b.vn: Connection refused",
        ),
    ),
}


@pytest.mark.parametrize(
    ("code", "words", "cause"), [(code, words, cause) for cause, said in SAID.items() for code, words in said]
)
def test_what_servers_say_at_a_recipient_is_read(code: int, words: str, cause: Cause) -> None:
    """Nobody there, nothing taken for a while, the letter, its sender, somebody's rules: each in its own words."""
    assert cause_of(Stage.RECIPIENT, code, words) is cause


@pytest.mark.parametrize("words", [words for _, words in SAID[Cause.OURS]])
def test_what_is_about_us_says_of_no_address_that_there_is_none(words: str) -> None:
    """Whatever enhanced code the server puts before it, or none."""
    assert cause_of(Stage.RECIPIENT, 550, words) is not Cause.ADDRESS
    assert cause_of(Stage.MESSAGE, 550, words) is not Cause.ADDRESS
