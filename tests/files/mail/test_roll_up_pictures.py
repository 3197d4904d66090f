"""Pictures of the roll-up are drawn whatever there is to draw."""

from datetime import date
from pathlib import Path

from emulation_workflow.adapters.pictures.charts import draw_bars, draw_courses
from emulation_workflow.domain.roll_up.figures import Figure, FigureKind
from emulation_workflow.domain.roll_up.tree import Course
from tests.support.builders import APRIL, MARCH

PNG = b"\x89PNG"
JULY = date(2020, 7, 1)


def test_a_level_on_its_way_is_drawn(tmp_path: Path) -> None:
    """With windows and without, with nothing held and all; one that has no units is not, unless there are no others."""
    courses = [
        Course(name="cấp xã", bound=2, held_on=(date(2020, 3, 2), JULY), plan=MARCH, moved=APRIL, order="9/UBND"),
        Course(name="sở, ban, ngành", bound=1, held_on=()),
    ]
    empty = Course(name="doanh nghiệp", bound=0, held_on=())
    drawn = []
    for number, shown in enumerate([courses, [*courses, empty], [empty]]):
        draw_courses(tmp_path / f"{number}.png", shown, JULY)
        drawn.append((tmp_path / f"{number}.png").read_bytes())
    assert all(picture.startswith(PNG) for picture in drawn)
    assert drawn[0] == drawn[1]


def test_a_bar_for_each_place_is_drawn(tmp_path: Path) -> None:
    """Also for a name that takes several lines, and for a place without any figure."""
    places = [
        ("Khối Mặt trận Tổ quốc và các tổ chức chính trị xã hội", {Figure(FigureKind.LATE): 3}),
        ("Khối trống", {}),
    ]
    draw_bars(tmp_path / "b.png", places, JULY)
    assert (tmp_path / "b.png").read_bytes().startswith(PNG)
