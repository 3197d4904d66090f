"""Whose account of this machine a program runs under."""

import os
import pwd


def own_account() -> str:
    """Return the account's name, or its number where it has none; no variable of the environment says otherwise."""
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return str(os.getuid())
