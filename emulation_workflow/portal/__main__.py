"""`python -m emulation_workflow.portal`: serve the pages until SIGINT or SIGTERM."""

import argparse
import logging
import os

import uvicorn

from emulation_workflow import bootstrap
from emulation_workflow.portal.aftermath import AfterActs
from emulation_workflow.portal.application import application
from emulation_workflow.settings import LOOPBACK
from emulation_workflow.stack import SignIn
from emulation_workflow.stack.health import health_of
from emulation_workflow.stack.prefect_service import PrefectApi


def main() -> None:
    """Serve the pages at the host and port that are given."""
    parser = argparse.ArgumentParser(prog="emulation_workflow.portal", description="Serve the pages.")
    parser.add_argument("--host", default=LOOPBACK)
    parser.add_argument("--port", type=int, default=4280)
    parser.add_argument("--api", default="http://127.0.0.1:4200/api", help="Prefect's API, as this machine reaches it.")
    given = parser.parse_args()
    logging.basicConfig(format="%(asctime)s | %(levelname)-7s | %(name)s - %(message)s", level=logging.INFO)
    for loud in ("httpx", "matplotlib"):
        logging.getLogger(loud).setLevel(logging.WARNING)
    settings = bootstrap.settings()
    office = bootstrap.office(settings)
    prefect = PrefectApi(given.api, SignIn.of(settings, os.environ))
    aftermath = AfterActs(office, settings, prefect)
    health = health_of(office.store, prefect, settings.redis_url)
    app = application(office, settings, links=bootstrap.page_links(settings), aftermath=aftermath, health=health.look)
    try:
        uvicorn.run(
            app,
            host=given.host,
            port=given.port,
            log_level="warning",
            access_log=False,
            server_header=False,
            lifespan="on",
        )
    finally:
        aftermath.close()


if __name__ == "__main__":
    main()
