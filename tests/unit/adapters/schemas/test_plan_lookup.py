"""Which unit, category or content is meant: found by id or by name, never guessed."""

from datetime import date
from typing import Any

import pytest

from emulation_workflow.adapters.schemas.plan_choices import form_of
from emulation_workflow.adapters.schemas.plan_lookup import find_unit, plan_of
from emulation_workflow.adapters.schemas.plan_schema import PlanSchema, parse_form
from emulation_workflow.domain.errors import Rejected
from emulation_workflow.domain.submissions.plan import AgendaItem, UnitPlan
from emulation_workflow.messages import sentence
from tests.support import builders

CAMPAIGN = builders.campaign()
DAY = date(2020, 3, 1)
GLEI = builders.unit("610", "huyen", name="Huyện Đắk Glei")
HA = builders.unit("615", "huyen", name="Huyện Đắk Hà")
UNITS = (
    *(GLEI, HA),
    builders.unit("23368", "xa", name="Xã Đắk Long", parent="610"),
    builders.unit("23504", "xa", name="Xã Đăk Long", parent="615"),
    builders.unit("23395", "xa", name="Xã Pờ Y", parent="610", valid_to=date(2025, 6, 30)),
    builders.unit("23395", "xa", name="Xã Bờ Y", parent="610", valid_from=date(2025, 7, 1)),
    *(builders.COMMUNE, builders.CITY, builders.DEPARTMENT, builders.PROVINCE_UNIT),
)


def typed(**changes: Any) -> PlanSchema:
    """A good form of a commune, with changes."""
    good = PlanSchema.from_plan(builders.plan_of(builders.COMMUNE)).as_written()
    return parse_form({**good, **changes})


def read(**changes: Any) -> UnitPlan:
    """What becomes of it."""
    return plan_of(typed(**changes), campaign=CAMPAIGN, units=UNITS)


def refusal(**changes: Any) -> str:
    """Why it is refused."""
    with pytest.raises(Rejected) as refused:
        read(**changes)
    return "\n".join(sentence(problem) for problem in refused.value.problems)


@pytest.mark.parametrize("words", ["X1", "x1", "Đơn vị X1", "don vi x1", "Đơn vị X1 (X1)", "Đơn vị X1, đơn vị H2"])
def test_a_unit_is_found_by_code_or_name(words: str) -> None:
    """Marks, case and spaces do not matter; the code or the unit above may stand with it."""
    units = (*UNITS, builders.DISTRICT)
    assert find_unit(words, units, day=DAY) == builders.COMMUNE


def test_of_two_namesakes_neither_is_taken() -> None:
    """Both are listed with what tells them apart, so that the right one can be written."""
    said = refusal(unit="xã đắk long")
    assert "Xã Đắk Long (huyện Đắk Glei): 23368" in said
    assert "Xã Đăk Long (huyện Đắk Hà): 23504" in said


def test_the_unit_above_tells_namesakes_apart() -> None:
    """As people do: the commune, a comma, its district."""
    assert find_unit("Xã Đắk Long, huyện Đắk Hà", UNITS, day=DAY).code == "23504"


def test_a_code_that_was_given_anew_means_the_unit_of_its_day() -> None:
    """Codes are reused in time."""
    assert find_unit("23395", UNITS, day=date(2020, 3, 1)).name == "Xã Pờ Y"
    assert find_unit("23395", UNITS, day=date(2025, 8, 1)).name == "Xã Bờ Y"


def test_a_name_that_is_only_like_one_is_not_taken_but_suggested() -> None:
    """A plan must not reach another unit's record."""
    said = refusal(unit="Đắk Glei")
    assert said == ("Đơn vị: Không có đơn vị “Đắk Glei”; có phải là: Huyện Đắk Glei: 610? Đề nghị ghi mã của đơn vị.")


def test_a_name_like_no_other_is_refused() -> None:
    """Nothing near it is made up."""
    assert "Không có đơn vị “Paris” trong danh sách" in refusal(unit="Paris")


def test_a_unit_the_plan_does_not_bind_is_refused() -> None:
    """The congress has a plan of its own (II.2.5)."""
    assert "không thuộc đối tượng lập kế hoạch này: cấp tỉnh có kế hoạch riêng (mục " in refusal(unit="T")


def test_categories_may_be_given_by_name() -> None:
    """Whoever types reads names, not ids."""
    rows = [{"category": "Chiến sĩ thi đua", "count": 3}, {"category": "dai bieu khach moi", "count": 2}]
    assert read(delegates=rows).delegates == {"fighter": 3, "guest": 2}


SCREEN = form_of(CAMPAIGN, on_screen=True).model_json_schema()["properties"]
OFFERED = SCREEN["delegates"]["items"]["properties"]["category"]["enum"]


def test_the_screen_says_of_which_levels_a_category_is() -> None:
    """It cannot know the unit yet; of what every level has there is nothing to say."""
    assert "Đại biểu khách mời" in OFFERED
    assert "Gương tiêu biểu – cấp xã; cấp huyện; doanh nghiệp" in OFFERED
    assert "Gương lao động giỏi – sở, ban, ngành" in OFFERED


def test_a_category_chosen_on_screen_is_read_as_the_one_it_names() -> None:
    """Nothing that is stored says of which levels it was offered."""
    rows = [{"category": "Gương tiêu biểu – cấp xã; cấp huyện; doanh nghiệp", "count": 3}]
    assert read(delegates=rows) == read(delegates=[{"category": "Gương tiêu biểu", "count": 3}])


def test_a_category_of_another_level_chosen_on_screen_is_refused_with_those_of_the_level() -> None:
    """It is nobody's own word: whoever chose it took the wrong line of the list."""
    said = refusal(delegates=[{"category": "Gương lao động giỏi – sở, ban, ngành", "count": 3}])
    assert "Không có “Gương lao động giỏi – sở, ban, ngành” ở cấp của đơn vị" in said
    assert "Gương tiêu biểu" in said


def test_a_category_in_the_units_own_words_is_kept_after_the_levels_own() -> None:
    """The composition list is the level's; what is not on it is asked about by a check, and the plan is taken."""
    rows = [{"category": "Cán bộ hưu trí", "count": 5}, {"category": "guest", "count": 2}]
    assert list(read(delegates=rows).delegates.items()) == [("guest", 2), ("Cán bộ hưu trí", 5)]


def test_one_category_in_own_words_twice_is_refused() -> None:
    """However it is typed: nobody knows which number holds."""
    rows = [{"category": "Cán bộ hưu trí", "count": 5}, {"category": "CÁN BỘ HƯU TRÍ", "count": 2}]
    assert "“Cán bộ hưu trí” được ghi hai lần" in refusal(delegates=rows)


def test_a_group_that_the_plan_does_not_name_is_kept_in_the_units_words() -> None:
    """No number is laid down for groups, so none keeps a plan from being read; a check notes it."""
    assert read(emphases=[{"group": "good", "count": 3}]).emphases == {"good": 3}


def test_a_group_of_another_level_is_kept_by_its_name() -> None:
    """Only the district level asks for women, minorities and sectors; an id is nobody's word."""
    assert read(structure=[{"group": "women", "count": 3}]).structure == {"đại biểu nữ": 3}


def test_a_category_given_by_id_and_by_name_is_refused() -> None:
    """Twice is twice, however it is written."""
    rows = [{"category": "guest", "count": 3}, {"category": "Đại biểu khách mời", "count": 2}]
    assert "“Đại biểu khách mời” được ghi hai lần" in refusal(delegates=rows)


def test_the_agenda_comes_in_the_campaigns_order() -> None:
    """So that one plan has one SHA-256 however its rows were typed."""
    rows = [{"content": "Thông qua danh sách đại biểu"}, {"content": "report", "minutes": 30}]
    expected = (AgendaItem(content="report", minutes=30), AgendaItem(content="delegates"))
    assert read(agenda=rows).agenda == expected


def test_report_points_come_in_the_campaigns_spelling() -> None:
    """The check compares them with the plan's own words."""
    assert read(report_points=["mô hình mới"]).report_points == ("Mô hình mới",)


def test_every_unknown_word_is_told_at_once() -> None:
    """One round of correction is enough."""
    said = refusal(people=[{"group": "a", "count": 1}, {"group": "b", "count": 1}], report_points=["c"])
    assert len(said.splitlines()) == 3
