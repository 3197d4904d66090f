"""The pages of a case: the sheet beside its run, and the words above the form that asks for a decision."""

from uuid import UUID

from prefect import get_run_logger
from prefect.artifacts import Artifact, acreate_markdown_artifact

from emulation_workflow.domain.registers import searchable
from emulation_workflow.messages.screens import run_words
from emulation_workflow.office.approval.sheets import CaseSheet, case_sheet
from emulation_workflow.screens import cases as screen
from flows.running import context
from flows.running.pages import page
from flows.running.start_page import publish_start_page
from flows.running.waiting import slug


async def publish_case_sheet(unit_code: str) -> UUID | None:
    """Put the case's sheet, as it is now, among the artifacts, and renew the start page. No case stops for them.

    Return the artifact's id, None if there is none.
    """
    await publish_start_page()
    try:
        sheet = case_sheet(context.office(), unit_code)
        return await acreate_markdown_artifact(
            key=_key(sheet),
            markdown=sheet_page(sheet),
            description=context.in_words(run_words.SHEET_ABOUT).format(unit=sheet.unit.name, stage=sheet.stage_name),
        )
    except Exception:  # noqa: BLE001 - see above
        get_run_logger().exception("The case sheet of unit %s was not renewed.", unit_code)
        return None


async def renew_case_sheet(unit_code: str) -> None:
    """Publish the case's sheet again where another is shown in its place: by the API anybody can put one there."""
    sheet = case_sheet(context.office(), unit_code)
    shown = await Artifact.aget(_key(sheet))
    if shown is None or shown.data != sheet_page(sheet):
        await publish_case_sheet(unit_code)


def _key(sheet: CaseSheet) -> str:
    """Return the key of the sheet; Prefect takes a-z, 0-9 and dashes, the heading has the name as it is spelled."""
    return f"ho-so-{slug(searchable(sheet.unit.name))}"


def sheet_page(sheet: CaseSheet) -> str:
    """Return the Markdown that shows the whole case."""
    settings = context.settings()
    shown = screen.sheet_context(context.office(), sheet, zone=settings.time_zone, run_link=settings.run_link)
    return page("case_sheet", shown)


def question_page(sheet: CaseSheet, sheet_id: UUID | None) -> str:
    """Return the Markdown above the decision form.

    `sheet_id`: the artifact that shows the whole case; without it the question leads to all that ever showed it.
    """
    settings, shown = context.settings(), f"artifact/{sheet_id}" if sheet_id else f"key/{_key(sheet)}"
    link = f"{settings.prefect_ui_url}/v2/artifacts/{shown}"
    return page("question", screen.question_context(context.office(), sheet, zone=settings.time_zone, sheet_link=link))
