"""A unit types its plan or report on its page: the same fields as the spreadsheet's, kept part by part until sent."""

import re
from collections.abc import Mapping

import pytest
from httpx import Response

from emulation_workflow.adapters.forms.kinds import PLAN_FORM, RESULT_FORM
from emulation_workflow.adapters.forms.layout import MAX_ROWS
from emulation_workflow.adapters.page_forms.page_form import PageForm, begun, columns_of, keys_of, page_form
from emulation_workflow.adapters.page_forms.typed_form import read_typed
from emulation_workflow.domain.registers import Unit
from emulation_workflow.domain.submissions import ResultReport, Typed, UnitPlan
from emulation_workflow.office.entrance.handing_in import draft_of, save_draft
from emulation_workflow.office.office import Office
from tests.support.builders import CITY, COMMUNE, plan_of
from tests.support.good_reports import report_of
from tests.support.offices import UNITS, case, chain_faults, sealed_acts, submit
from tests.support.pages.person import LINKS, Person

MARKS = {"ke-hoach": PLAN_FORM, "bao-cao": RESULT_FORM}


def address(unit: Unit) -> str:
    return f"{unit.code.lower()}@tinh.example"


def path(unit: Unit, form: str = "ke-hoach", part: str = "") -> str:
    return f"/don-vi/{unit.code}/soan/{form}/{part}".rstrip("/")


def filled(office: Office, unit: Unit, form: UnitPlan | ResultReport) -> PageForm:
    """The form as it is once somebody has typed this plan or report."""
    kind = RESULT_FORM if isinstance(form, ResultReport) else PLAN_FORM
    plan, report = (form, None) if isinstance(form, UnitPlan) else (None, form)
    return page_form(kind, office.campaign, unit, begun(kind, plan, report))


def type_all(person: Person, shown: PageForm, form: str) -> None:
    """Type each part as it is in this form, and save it."""
    values, rows = shown.typed.values, shown.typed.rows
    for part in shown.parts:
        here = path(shown.unit, form, part.slug)
        if part.table is None:
            given = {key: values.get(key, "") for entry in part.entries for key in keys_of(entry)}
            assert save(person, here, given).status_code == 303, part.title
        else:
            for row in rows.get(part.table.key, ()):
                given = {column: row.get(column, "") for column in columns_of(part.table)}
                assert save(person, here, given).status_code == 303, part.title


def save(person: Person, here: str, given: Mapping[str, str], act: str = "next") -> Response:
    return person.send(here, {**given, "act": act})


def test_a_plan_that_is_typed_is_the_plan_as_on_any_other_form(person: Person, office: Office) -> None:
    """Word for word, so that one plan has one SHA-256; a gated pilot's goes to the chain."""
    person.sign_in(address(CITY))
    plan = plan_of(CITY, mode=None)
    type_all(person, filled(office, CITY, plan), "ke-hoach")
    said = person.send(path(CITY), {"act": "send"})
    assert (said.status_code, case(office, CITY).stage) == (200, "APPRAISAL"), said.text
    with office.store.look() as record:
        kept = record.plans.get(CITY.code)
    assert kept is not None
    assert kept.plan == plan
    assert (kept.channel, person.aftermath.woken) == ("page", [CITY.code])
    assert draft_of(office, CITY.code, PLAN_FORM.mark) is None
    assert "handed_in" in {act["what"] for act in sealed_acts(office)}
    assert chain_faults(office) == []


def test_a_report_that_is_typed_is_the_report_as_on_any_other_form(person: Person, office: Office) -> None:
    """With its tables, row by row."""
    report = report_of(COMMUNE, mode=None)
    submit(office, COMMUNE)
    person.sign_in(address(COMMUNE))
    type_all(person, filled(office, COMMUNE, report), "bao-cao")
    said = person.send(path(COMMUNE, "bao-cao"), {"act": "send"})
    assert said.status_code == 200, said.text
    with office.store.look() as record:
        kept = record.reports.get(COMMUNE.code)
    assert kept is not None
    assert kept.report == report


def test_what_is_typed_is_kept_until_it_is_sent(person: Person, office: Office) -> None:
    """On another machine too; whatever is wrong with it."""
    person.sign_in(address(CITY))
    place = next(part for part in filled(office, CITY, plan_of(CITY)).parts if part.title == "Hội nghị")
    said = save(person, path(CITY, part=place.slug), {"held_on": "31/2/2020", "place": "Nhà văn hóa"})
    assert "31/2/2020" in said.text
    assert said.text.count('class="wrong"') == 1
    other = Person(office)
    other.sign_in(address(CITY))
    assert 'value="Nhà văn hóa"' in other.open(path(CITY, part=place.slug)).text
    assert other.send(path(CITY), {"act": "send"}).status_code == 422
    other.send(path(CITY), {"act": "drop"})
    assert draft_of(office, CITY.code, PLAN_FORM.mark) is None


def test_a_plan_is_corrected_from_what_was_sent_last(person: Person, office: Office) -> None:
    """And what breaks the plan's rules is told beside the field, before it is sent."""
    submit(office, COMMUNE)
    person.sign_in(address(COMMUNE))
    part = next(part for part in filled(office, COMMUNE, plan_of(COMMUNE)).parts if part.title == "Hội nghị")
    shown = person.open(path(COMMUNE, part=part.slug)).text
    assert f'value="{plan_of(COMMUNE).place}"' in shown
    given = {key: filled(office, COMMUNE, plan_of(COMMUNE)).typed.values.get(key, "") for key in part_keys(part)}
    save(person, path(COMMUNE, part=part.slug), given | {"held_on": "1/12/2020"})
    told = person.open(path(COMMUNE, part=part.slug)).text
    assert 'class="beside breach"' in told
    assert "Kiểm tra trước khi gửi" in person.open(path(COMMUNE)).text
    with office.store.look() as record:
        assert [version.version for version in record.plans.versions(COMMUNE.code)] == [1]
    assert person.send(path(COMMUNE), {"act": "send"}).status_code == 200
    with office.store.look() as record:
        assert [version.version for version in record.plans.versions(COMMUNE.code)] == [1, 2]


def part_keys(part: object) -> list[str]:
    return [key for entry in part.entries for key in keys_of(entry)]  # type: ignore[attr-defined]


def test_what_two_type_in_one_part_is_kept_side_by_side(person: Person, office: Office) -> None:
    """Each box as whoever changed it left it; where both did, the later is told, and may press again."""
    part = next(part for part in filled(office, CITY, plan_of(CITY)).parts if part.title == "Hội nghị")
    here, other = path(CITY, part=part.slug), Person(office)
    for each in (person, other):
        each.sign_in(address(CITY))
    mine, theirs = person.hidden(here), other.hidden(here)
    boxes = {"place": "", "held_on": "", "session": ""}
    theirs_is_kept = other.client.post(here, data={**theirs, **boxes, "place": "Nhà văn hóa", "act": "stay"})
    by_itself = person.client.post(here, data={**mine, **boxes, "held_on": "16/4/2020"})
    assert [theirs_is_kept.status_code, by_itself.status_code] == [200, 200]
    assert kept_in(office, "place", "held_on") == ["Nhà văn hóa", "16/4/2020"]
    for act in ({}, {"act": "stay"}):
        mine |= {"seen": seen_in(by_itself)}
        by_itself = person.client.post(here, data={**mine, **boxes, "held_on": "17/4/2020", "place": "Rạp"} | act)
        assert (by_itself.status_code, by_itself.text.count("“Nhà văn hóa”")) == (422, 2)
        assert kept_in(office, "place", "held_on") == ["Nhà văn hóa", "17/4/2020"]
    pressed = {**mine, **boxes, "held_on": "17/4/2020", "place": "Rạp", "seen": seen_in(by_itself), "act": "stay"}
    assert 'value="Rạp"' in by_itself.text
    assert person.client.post(here, data=pressed).status_code == 200
    assert kept_in(office, "place", "held_on") == ["Rạp", "17/4/2020"]


def test_a_draft_that_somebody_types_on_is_not_dropped_unseen(person: Person, office: Office) -> None:
    person.sign_in(address(CITY))
    save(person, path(CITY, part="hoi-nghi"), {"place": "Nhà văn hóa"})
    before = person.hidden(path(CITY))
    save(person, path(CITY, part="hoi-nghi"), {"place": "Rạp"})
    assert person.client.post(path(CITY), data={**before, "act": "drop"}).status_code == 503
    assert kept_in(office, "place") == ["Rạp"]


def kept_in(office: Office, *keys: str) -> list[str]:
    draft = draft_of(office, CITY.code, PLAN_FORM.mark)
    assert draft is not None
    return [draft.typed.values[key] for key in keys]


def seen_in(answer: Response) -> str:
    found = re.search(r'name="seen" value="([0-9a-f ]*)"', answer.text)
    assert found
    return found[1]


def test_a_row_is_changed_and_taken_out(person: Person, office: Office) -> None:
    """By what it says: a button pressed twice, or somebody else's page, hits no other; going on keeps what is typed."""
    person.sign_in(address(COMMUNE))
    table = next(part for part in filled(office, COMMUNE, report_of(COMMUNE)).parts if part.table)
    here = path(COMMUNE, "bao-cao", table.slug)
    assert table.table is not None
    first = columns_of(table.table)[0]
    for name in ("Một", "Hai", "Bốn"):
        person.send(here, {first: name})
    one, two, four = re.findall(r"[?]dong=([0-9a-f]+)#", person.open(here).text)
    for _ in range(2):
        person.send(f"{here}?dong={one}", {first: ""}, at=here)
        person.send(f"{here}?dong={two}", {first: "Ba"}, at=here)
    assert 'value="Bốn"' in person.open(f"{here}?dong={four}").text
    save(person, here, {first: "Năm"})
    draft = draft_of(office, COMMUNE.code, RESULT_FORM.mark)
    assert draft is not None
    assert [row[first] for row in draft.typed.rows[table.table.key]] == ["Ba", "Bốn", "Năm"]


def test_a_row_beyond_the_form_s_room_is_refused_and_still_there(person: Person, office: Office) -> None:
    """It is told, and stays in its boxes."""
    person.sign_in(address(COMMUNE))
    table = next(part for part in filled(office, COMMUNE, report_of(COMMUNE)).parts if part.table)
    assert table.table is not None
    first, key = columns_of(table.table)[0], table.table.key
    full = Typed(rows={key: [{first: str(number)} for number in range(MAX_ROWS)]})
    session = LINKS.read_cookie(person.client.cookies["phien"])
    assert session is not None
    save_draft(office, session[1], COMMUNE.code, RESULT_FORM.mark, lambda _: full)
    said = person.send(path(COMMUNE, "bao-cao", table.slug), {first: "Một nữa"})
    assert (said.status_code, 'value="Một nữa"' in said.text) == (422, True)


@pytest.mark.parametrize("unit", [CITY, COMMUNE], ids=lambda unit: unit.name)
def test_an_empty_form_is_no_plan(office: Office, unit: Unit) -> None:
    """What need not be asked is filled in beforehand, and says nothing by itself."""
    for typed in (Typed(), begun(PLAN_FORM, None, None)):
        form = page_form(PLAN_FORM, office.campaign, unit, typed)
        with pytest.raises(Exception, match="plan_form_empty"):
            read_typed(form, UNITS)


def test_signs_that_cannot_be_kept_are_refused_and_shown_no_more(person: Person, office: Office) -> None:
    """Nothing is saved then."""
    person.sign_in(address(CITY))
    place = next(part for part in filled(office, CITY, plan_of(CITY)).parts if part.title == "Hội nghị")
    said = save(person, path(CITY, part=place.slug), {"place": "Nhà\x00 văn hóa"})
    assert said.status_code == 422
    assert draft_of(office, CITY.code, PLAN_FORM.mark) is None
