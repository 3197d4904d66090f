"""What cannot be read may be no file of ours but a key or passwords: no fault repeats a line of it."""

from collections.abc import Callable, Mapping
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from emulation_workflow.adapters.campaign_file import CampaignUnreadable, load_campaign, load_variant
from emulation_workflow.adapters.clock import SetClock
from emulation_workflow.adapters.key_file import read_or_make_key, read_or_make_sign_in
from emulation_workflow.adapters.spreadsheets.reading import read_table
from emulation_workflow.adapters.submissions.files import read_plan_file, read_result_file, read_unit_file
from emulation_workflow.adapters.submissions.order_lookup import read_order_file
from emulation_workflow.domain.errors import Rejected
from emulation_workflow.messages import sentence
from emulation_workflow.messages.delegates import DELEGATE_COLUMNS, QUOTA_COLUMNS
from emulation_workflow.messages.forms.register_columns import ADDRESS_COLUMNS, OFFICIAL_COLUMNS, UNIT_COLUMNS
from emulation_workflow.settings import BadSetting, Settings
from tests.support.kon_tum import FOLDER, kon_tum
from tests.support.offices import NOON

SECRET = "5up3rs3cr3tk3y0123456789abcdef"

CONTENTS: Mapping[str, str] = {
    "a key": SECRET,
    "a key and a line end": f"{SECRET}\n",
    "settings": f"EMULATION_SECRET_KEY={SECRET}\nEMULATION_SMTP_PASSWORD={SECRET}\n",
    "a sign-in": f"ban:{SECRET}",
    "a broken table of TOML": f'password = "{SECRET}\n',
    "a key of TOML twice": f'a = "{SECRET}"\na = "{SECRET}"\n',
    "a day of TOML": f"{SECRET} = 2020-02-30\n",
    "a key of YAML twice": f"{SECRET}: {SECRET}\n{SECRET}: {SECRET}\n",
    "a broken YAML": f"a: [{SECRET}",
    "another YAML": f"{SECRET}: {SECRET}\n",
    "a broken JSON": f'{{"a": "{SECRET}"',
    "a key of JSON twice": f'{{"{SECRET}": 1, "{SECRET}": 2}}',
    "another JSON": f'{{"{SECRET}": "{SECRET}"}}',
    "another table": f"{SECRET};{SECRET}\n{SECRET};{SECRET}\n",
    "a list of users": f"root:{SECRET}:0:0:root:/root:/bin/sh\n",
}


def kinds(read: Callable[[str, bytes], object]) -> dict[str, Callable[[Path], object]]:
    def of(suffix: str) -> Callable[[Path], object]:
        return lambda file: read(f"x{suffix}", file.read_bytes())

    return {suffix: of(suffix) for suffix in (".toml", ".yaml", ".json", ".xlsx", ".txt")}


def settings_of(file: Path) -> object:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(file.parent)
        file.rename(file.with_name(".env"))
        return Settings.read()


def variant_of(file: Path) -> object:
    return load_variant(FOLDER, file)


def private(read: Callable[[Path], object]) -> Callable[[Path], object]:
    def of(file: Path) -> object:
        file.chmod(0o600)
        return read(file)

    return of


READERS: Mapping[str, Callable[[Path], object]] = {
    **{f"plan{k}": r for k, r in kinds(lambda n, d: read_plan_file(n, d, campaign=kon_tum(), units=())).items()},
    **{f"report{k}": r for k, r in kinds(lambda n, d: read_result_file(n, d, campaign=kon_tum(), units=())).items()},
    **{f"either{k}": r for k, r in kinds(lambda n, d: read_unit_file(n, d, campaign=kon_tum(), units=())).items()},
    **{
        f"order{k}": r
        for k, r in kinds(lambda n, d: read_order_file(n, d, campaign=kon_tum(), units=(), entered_at=NOON)).items()
    },
    "units": lambda file: read_table(file, UNIT_COLUMNS, required=("code",)),
    "officials": lambda file: read_table(file, OFFICIAL_COLUMNS, required=()),
    "addresses": lambda file: read_table(file, ADDRESS_COLUMNS, required=("code",)),
    "delegates": lambda file: read_table(file, DELEGATE_COLUMNS, required=("name",)),
    "quotas": lambda file: read_table(file, QUOTA_COLUMNS, required=()),
    "campaign": load_campaign,
    "variant": variant_of,
    "clock": lambda file: SetClock(file, ZoneInfo("Asia/Ho_Chi_Minh")).now(),
    "key": private(read_or_make_key),
    "sign-in": private(read_or_make_sign_in),
}


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("content", CONTENTS)
def test_no_fault_repeats_what_stands_in_the_file(tmp_path: Path, reader: str, content: str) -> None:
    """Told are the file's name, the line and what is wrong."""
    file = tmp_path / "x"
    file.write_text(CONTENTS[content], encoding="utf-8")
    if reader == "sign-in" and content in {"a sign-in", "a list of users"}:
        return
    with pytest.raises((Rejected, CampaignUnreadable, BadSetting)) as refused:
        READERS[reader](file)
    fault = refused.value
    told = [
        str(fault),
        *(sentence(problem) for problem in getattr(fault, "problems", ()) if not isinstance(problem, str)),
    ]
    assert SECRET not in "\n".join(told)


@pytest.mark.parametrize("content", [f"EMULATION_SMTP_PORT={SECRET}", f"{SECRET}\n=\n'{SECRET}", f"\xff{SECRET}"])
def test_no_setting_is_repeated(
    tmp_path: Path, content: str, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    """Of `.env` neither: the name of the setting is told, and never a traceback."""
    (tmp_path / "x").write_bytes(content.encode("latin-1"))
    try:
        settings_of(tmp_path / "x")
        told = ""
    except BadSetting as refused:
        told = str(refused)
    shown = capsys.readouterr()
    assert SECRET not in f"{told} {shown.out} {shown.err} {caplog.text}"
