"""A run, for tests of how runs are started: says where and with what it runs, and lives as long as it is told."""

import json
import os
import signal
import sys
import time

if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda _number, _frame: sys.exit(7))
    said = {"pid": os.getpid(), "folder": os.getcwd(), "word": os.environ.get("WORD"), "arguments": sys.argv}  # noqa: PTH109
    sys.stdout.write(json.dumps(said) + "\n")
    sys.stdout.flush()
    if os.environ.get("LIVES"):
        time.sleep(3600)
    sys.exit(int(os.environ.get("CODE", "0")))
