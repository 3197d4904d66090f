"""Deployments under names that they bore before: removed once nothing waits under them.

A run belongs to the deployment that started it, and no worker takes up a run whose deployment is gone.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from emulation_workflow.messages.names import with_names
from emulation_workflow.messages.screens.run_words import FORMER_NAME
from emulation_workflow.stack.prefect_service import PrefectApi

FORMER: Mapping[str, str] = {
    "Phê duyệt kế hoạch điểm": "{gate} {opinion_plan}",
    "Mở đợt": "Triển khai Kế hoạch đến các đơn vị",
    "Việc {board} cần xem": "Việc {board} cần xử lý",
}
"""Today's name by each former one, in the campaign's words and without its number."""

_NUMBERED = re.compile(r"[0-9]{2} (?P<former>.+)")
"""Before they were numbered, deployments bore the same names without."""

STARTED_AGAIN_WITHIN = timedelta(days=14)
"""How long after its death a run may be started again: flows/running/lost_runs.py."""


def retire_former_names(api: PrefectApi, names: Mapping[str, str]) -> None:
    """Delete each deployment that bears a former name; one under which a run has not ended only starts no more.

    That one says under which name its work goes on, and is deleted at a later start.
    """
    since = datetime.now(UTC) - STARTED_AGAIN_WITHIN
    renamed = {with_names(former, names): with_names(name, names) for former, name in FORMER.items()}
    known = [_NUMBERED.fullmatch(deployment["name"]) for deployment in api.deployments()]
    numbered = {found["former"]: found[0] for found in known if found}
    for former, renamed_to in {**renamed, **numbered}.items():
        name = numbered.get(renamed_to, renamed_to)
        told = FORMER_NAME.format(name=name)
        for deployment in api.deployments_named(former):
            if api.has_unended_runs(deployment, died_since=since):
                api.close_deployment(deployment, told, in_favour_of=name)
            else:
                api.delete_deployment(deployment)
