"""Letters put into words after the act that caused them."""

from dataclasses import replace

from emulation_workflow.adapters.mail.templates import LetterTemplates
from emulation_workflow.domain.approval.transitions import Act
from emulation_workflow.domain.mail.letters import DeliveryState, Letter, LetterKind, Rendered
from emulation_workflow.messages.days import day_words
from emulation_workflow.office.delivery.rendering import render_pending_letters
from emulation_workflow.office.office import Office
from emulation_workflow.settings import PROJECT
from tests.support.builders import CITY, COMMUNE, plan_of
from tests.support.offices import CHAIR, HEAD, FakeClock, act_as, case, letters, submit

TEMPLATES = LetterTemplates(PROJECT / "templates" / "email")


class Brittle:
    """Has no words for letters of one kind."""

    def __init__(self, kind: LetterKind) -> None:
        self._kind = kind

    def render(self, letter: Letter) -> Rendered:
        if letter.kind is self._kind:
            raise LookupError("no template")
        return TEMPLATES.render(letter)


def words_of(office: Office, kind: LetterKind) -> list[str]:
    """The texts of the letters of this kind, as a delivery would claim them."""
    render_pending_letters(office)
    now = office.clock.now()
    with office.store.act() as record:
        claimed = record.letters.claim(owner="test", now=now, lease_until=now, limit=100)
    return [" ".join(letter.text.split()) for letter in claimed if letter.kind is kind]


def test_every_letter_of_a_chain_can_be_put_into_words(office: Office) -> None:
    """What an act keeps with its letters, and the plan version they name, is all that the templates ask for."""
    submit(office, CITY)
    act_as(office, CITY, HEAD, Act.SEND_BACK, reason="Thiếu nội dung")
    submit(office, CITY, plan_of(CITY, note="đã bổ sung"))
    act_as(office, CITY, HEAD, Act.ENDORSE)
    act_as(office, CITY, CHAIR, Act.AGREE)

    assert render_pending_letters(office) == 0
    assert all(letter.subject for letter in letters(office, CITY))


def test_a_letter_says_what_was_so_when_the_act_was_done(office: Office, clock: FakeClock) -> None:
    """A later version, decision or day does not get into a letter that was caused before."""
    submit(office, CITY, plan_of(CITY, place="Hội trường A"))
    act_as(office, CITY, HEAD, Act.SEND_BACK, reason="Thiếu nội dung")
    day = clock.now()
    clock.go_on(days=3)
    submit(office, CITY, plan_of(CITY, place="Hội trường B"))

    first, second = words_of(office, LetterKind.PLAN_RECEIVED)

    assert "Hội trường A" in first
    assert f"Ngày {day_words(day)}" in first
    assert "Hội trường B" in second
    assert f"Ngày {day_words(clock.now())}" in second


def test_a_letter_that_cannot_be_put_into_words_keeps_no_act_and_no_other_letter_back(office: Office) -> None:
    """The act counts; the letter waits with the reason, for staff to see."""
    broken = replace(office, renderer=Brittle(LetterKind.PLAN_RECEIVED))
    submit(broken, CITY)

    assert render_pending_letters(broken) == 1
    assert case(office, CITY).stage == "APPRAISAL"
    (waiting,) = [letter for letter in letters(office, CITY) if not letter.subject]
    assert (waiting.kind, waiting.state) == (LetterKind.PLAN_RECEIVED, DeliveryState.WAITING)
    assert waiting.fault == "LookupError: no template"
    assert words_of(broken, LetterKind.PLAN_RECEIVED) == []


def test_a_letter_is_put_into_words_once_its_template_is_mended(office: Office) -> None:
    """It is tried again at each delivery; then nothing shows of the fault."""
    broken = replace(office, renderer=Brittle(LetterKind.PLAN_RECEIVED))
    submit(broken, COMMUNE)
    render_pending_letters(broken)

    assert render_pending_letters(office) == 0
    (letter,) = letters(office, COMMUNE)
    assert (letter.fault, bool(letter.subject)) == ("", True)


def test_letters_in_words_keep_their_words(office: Office) -> None:
    """What is sent is what was written first, however often delivery comes by."""
    submit(office, COMMUNE)
    render_pending_letters(office)
    before = letters(office, COMMUNE)

    assert render_pending_letters(replace(office, renderer=Brittle(LetterKind.PLAN_RECEIVED))) == 0
    assert letters(office, COMMUNE) == before
