"""What everybody signs in with, people and programs: one name and secret for Prefect and the mail catcher."""

import os
from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from emulation_workflow.adapters.key_file import is_sign_in, read_or_make_sign_in
from emulation_workflow.settings import BadSetting, Settings

ASKED_FOR, GIVEN = "PREFECT_SERVER_API_AUTH_STRING", "PREFECT_API_AUTH_STRING"
"""How Prefect's server is told what to ask for, and its clients what to answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignIn:
    """`words` are `name:secret`. `file` holds them; None if the operator gave them. `is_new`: made just now."""

    words: str = field(repr=False)
    file: Path | None
    is_new: bool = False

    @classmethod
    def of(cls, settings: Settings, environment: Mapping[str, str], *, is_made: bool = True) -> "SignIn":
        """Return what the operator's environment gives, else what the data folder holds, made at first need.

        BadSetting if it cannot be used, or if there is none and none `is_made`: the servers are of another machine.
        """
        if words := environment.get(ASKED_FOR, ""):
            if not is_sign_in(words):
                raise BadSetting(f"{ASKED_FOR} cannot be used: write name:secret, in ASCII and without blanks.")
            return cls(words=words, file=None)
        file = settings.sign_in_file
        if not is_made and not file.exists():
            raise BadSetting(f"Set {ASKED_FOR}=name:secret to what the servers on the other machines ask for.")
        is_new = not file.exists()
        return cls(words=read_or_make_sign_in(file), file=file, is_new=is_new)

    @property
    def header(self) -> str:
        """The HTTP header `Authorization` that signs in."""
        return f"Basic {b64encode(self.words.encode()).decode()}"

    @property
    def environment(self) -> Mapping[str, str]:
        """What server and clients are told. Its own user alone reads a program's environment."""
        return {ASKED_FOR: self.words, GIVEN: self.words}

    def told(self, *, to_a_person: bool) -> Iterator[str]:
        """Yield how to sign in. The secret is shown once, at a terminal: what goes elsewhere is kept."""
        if self.file is None:
            yield f"Sign in with what {ASKED_FOR} says."
        elif self.is_new and to_a_person:
            yield f"Sign in with  {self.words}  (shown this once; kept in {self.file})."
        else:
            yield f"Sign in with the line in {self.file}."
        yield "Type it whole into the box of Prefect's first page. The mailbox asks for a name, what stands before the"
        yield "colon, and a password, what stands after it."


def is_at_a_terminal() -> bool:
    """Return whether what this program prints is read by a person, and kept by nobody."""
    return os.isatty(1)
