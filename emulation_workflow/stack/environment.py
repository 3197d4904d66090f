"""What every part is told by its environment: ours, the operator's, and what holds whatever is set."""

import os
import sys
from collections.abc import Mapping

from emulation_workflow.settings import PROJECT, Settings
from emulation_workflow.stack.addresses import Addresses
from emulation_workflow.stack.only import Only
from emulation_workflow.stack.prefect_programs import (
    OWN_IN_PARTS,
    PREFECT_DEFAULTS,
    prefect_environment,
    redis_environment,
    without_prefect,
)
from emulation_workflow.stack.sign_in import SignIn


def environment_of(
    settings: Settings,
    addresses: Addresses,
    *,
    api_url: str,
    sign_in: SignIn,
    names: Mapping[str, str],
    only: Only | None,
    is_apart: bool,
) -> Mapping[str, str]:
    """Return the environment of every part. One that stands `is_apart` takes nothing from a Prefect used otherwise.

    What the operator sets goes before our defaults, and what protects the office before what the operator sets.
    """
    prefect = prefect_environment(
        home=settings.data_dir / "prefect",
        host=addresses.host,
        port=addresses.prefect,
        api_url=api_url,
        settings=settings,
    )
    # Somebody watches one that stands apart: its worker looks for runs more often than an office's needs to.
    apart = without_prefect(os.environ) | {"PREFECT_WORKER_QUERY_SECONDS": "0.5"}
    outside = apart if is_apart else os.environ
    shared = {} if is_apart else redis_environment(settings.redis_url)
    said = {name: value for name, value in outside.items() if only and name in OWN_IN_PARTS}
    if only is Only.SERVER:
        # `turn_on` saw to it that one server does, and that no other comes up meanwhile.
        said["PREFECT_SERVER_DATABASE_MIGRATE_ON_START"] = "false"
    ours = {**_for_prefect_yaml(names), **settings.environment()}
    return {**PREFECT_DEFAULTS, **shared, **outside, **prefect, **said, **sign_in.environment, **ours}


def _for_prefect_yaml(names: Mapping[str, str]) -> Mapping[str, str]:
    """Return what prefect.yaml takes from its environment."""
    campaign = {f"APP_{name.upper()}": names[name] for name in ("board", "gate", "opinion_plan")}
    return {"APP_DIR": str(PROJECT), "APP_PYTHON": sys.executable, **campaign}
