"""Message-IDs, the same whether Python reckons them or a database, for letters that are written many at once.

A Message-ID follows from its letter's key and from a salt that nobody outside knows: whoever answers a letter by its
Message-ID has seen the letter.
"""

import hashlib
from typing import Any

from sqlalchemy import ColumnElement, String, func, literal
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

DIGITS = 40


def message_id(key: str, mail_domain: str, salt: str = "") -> str:
    """The Message-ID that a letter with this key always has, so that a second copy would be known for one."""
    return f"<{sha256_hex(salt + key)[:DIGITS]}@{mail_domain}>"


def sha256_hex(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def message_id_of(key: ColumnElement[str], mail_domain: str, salt: str = "") -> ColumnElement[str]:
    """As `message_id`, reckoned by the database."""
    return literal("<") + func.substr(_Sha256(literal(salt) + key), 1, DIGITS) + literal(f"@{mail_domain}>")


class _Sha256(FunctionElement[str]):
    type = String()
    inherit_cache = True


@compiles(_Sha256)
def _in_sqlite(element: _Sha256, compiler: SQLCompiler, **kwargs: Any) -> str:
    # SQLite has none of its own; `engine` lends it ours.
    return f"sha256_hex({compiler.process(element.clauses, **kwargs)})"


@compiles(_Sha256, "postgresql")
def _in_postgresql(element: _Sha256, compiler: SQLCompiler, **kwargs: Any) -> str:
    return f"encode(sha256(convert_to({compiler.process(element.clauses, **kwargs)}, 'UTF8')), 'hex')"
