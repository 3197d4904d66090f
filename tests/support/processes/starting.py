"""The starter with a worker that does as the test says: `python -m tests.support.processes.starting PROGRAM …`."""

import sys

from flows.starting import starter

if __name__ == "__main__":
    starter.load = lambda: None
    starter.ENGINE = "tests.support.processes.engine"
    sys.exit(starter.main(sys.argv[1:]))
