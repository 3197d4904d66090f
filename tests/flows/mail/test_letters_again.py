"""Letters sent again by staff."""

import json

import pytest
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterKey
from pydantic import BaseModel

from emulation_workflow.domain.errors import Rejected
from emulation_workflow.domain.mail import Addressee, DeliveryState, Letter, LetterKind, Rendered
from emulation_workflow.office.office import Office
from emulation_workflow.office.register import import_officials
from flows.mail import mail_delivery as module_of_delivery
from flows.mail.letters_again import AgainForm, letters_again, numbers_in
from flows.obligations.board_list import ClosingForm
from flows.running import choices
from tests.support.offices import CLERK
from tests.support.samples.letters import post_in_words


@pytest.mark.parametrize(
    ("text", "numbers"), [("12", [12]), (" 12, 15-17 ", [12, 15, 16, 17]), ("3 – 4;9", [3, 4, 9]), ("", [])]
)
def test_numbers_are_typed_singly_or_from_to(text: str, numbers: list[int]) -> None:
    """As people write them."""
    assert numbers_in(text) == numbers


@pytest.mark.parametrize("form", [AgainForm, ClosingForm])
def test_who_does_it_is_chosen_of_the_register(form: type[BaseModel], office: Office) -> None:
    """As in every form: nobody types a name that the register has."""
    import_officials(office, [CLERK], dry_run=False)
    offered = form.model_json_schema()["properties"]["by"]["enum"]
    assert [choices.chosen(choice) for choice in offered] == ["", f"{CLERK.name} – {CLERK.number}"]


@pytest.mark.parametrize("text", ["mười hai", "5-3", "1-99999999", "1,x"])
def test_what_is_no_number_is_refused(text: str) -> None:
    """Nothing is guessed."""
    with pytest.raises(Rejected):
        numbers_in(text)


@pytest.mark.usefixtures("prefect_server")
async def test_a_letter_that_was_refused_is_sent_again_by_a_person(office: Office) -> None:
    """The form names it by its number; without a name of a person nothing is done."""
    now = office.clock.now()
    import_officials(office, [CLERK], dry_run=False)
    letter = Letter(
        key="a", kind=LetterKind.LESSONS, to=(Addressee(name="X", email=""),), context={}, is_kept_back=True
    )
    with office.store.act() as record:
        post_in_words(record, letter, Rendered(subject="V/v", text="a", html="a"), at=now)
    nobody = await letters_again(AgainForm(numbers="1"), return_state=True)
    assert "Chưa ghi người xử lý" in (nobody.message or "")
    done = await letters_again(AgainForm(all_refused=True, by=f"{CLERK.name} – {CLERK.number}"), return_state=True)
    assert "Gửi lại 0 thư; 1 thư không gửi lại" in (done.message or "")
    with office.store.look() as record:
        assert [status.state for status in record.letters.statuses()] == [DeliveryState.REFUSED]


@pytest.mark.usefixtures("prefect_server")
async def test_of_thousands_that_stay_the_first_are_shown_and_the_rest_is_counted(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page of Prefect's holds no letters of a whole country; those that a person must see to come first."""
    monkeypatch.setattr(module_of_delivery, "MOST_SHOWN", 2)
    now = office.clock.now()
    with office.store.act() as record:
        for number in range(5):
            kept_back = Letter(
                key=str(number),
                kind=LetterKind.LESSONS,
                to=(Addressee(name="X", email=""),),
                context={},
                is_kept_back=True,
            )
            post_in_words(record, kept_back, Rendered(subject="V/v", text="a", html="a"), at=now)
    done = await module_of_delivery.mail_delivery(return_state=True)
    assert "5 thư bị từ chối" in (done.message or "")
    async with get_client() as client:
        key = ArtifactFilterKey(any_=["thu-chua-gui-duoc"])
        [board] = await client.read_artifacts(artifact_filter=ArtifactFilter(key=key))
    assert len(json.loads(str(board.data))) == 2
    assert "Còn 3 thư nữa không nêu trong bảng này." in (board.description or "")
