"""What somebody made, took away or switched off in PostgreSQL is told, and rows that only PostgreSQL can hold."""

from dataclasses import replace
from datetime import date
from typing import LiteralString

import psycopg
import pytest

from emulation_workflow.office.audit import audit
from tests.support.builders import PILOT_ENTERPRISE
from tests.support.servers.databases import PostgresServer, open_store

pytestmark = pytest.mark.postgres


def faults_after(server: PostgresServer, statement: LiteralString) -> tuple[str, ...]:
    """Return the faults of a record with one unit that somebody has been at."""
    url = server.migrated_database()
    store = open_store(url)
    try:
        with store.act() as record:
            record.register.replace_units([PILOT_ENTERPRISE])
        assert audit(store).faults == ()
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(statement)
        return audit(store).faults
    finally:
        store.close()


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("CREATE MATERIALIZED VIEW more AS SELECT 1", "the materialized view more of more is none of this program's"),
        ("CREATE FUNCTION more() RETURNS int LANGUAGE sql AS 'SELECT 1'", "the function more of the schema is none"),
        (
            """CREATE FUNCTION more() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
               CREATE EVENT TRIGGER always ON ddl_command_end EXECUTE FUNCTION more()""",
            "the trigger always of the database is none of this program's",
        ),
        ("CREATE RULE more AS ON UPDATE TO unit DO INSTEAD NOTHING", "the rule more of unit is none of this program's"),
        ("ALTER TABLE unit ENABLE ROW LEVEL SECURITY", "the row level security switched on of unit is none"),
        ("CREATE POLICY more ON unit USING (code <> 'D1')", "the policy more of unit is none of this program's"),
        (
            "CREATE SCHEMA x; CREATE TABLE x.more () INHERITS (unit)",
            "the child x.more of unit is none of this program's",
        ),
        (
            "ALTER TABLE code_issue DROP CONSTRAINT pk_code_issue",
            "the primary key of code_issue is not as this program",
        ),
        (
            "ALTER TABLE ledger_head DROP CONSTRAINT ck_ledger_head_ck_ledger_head_one_row",
            "the checks of ledger_head are",
        ),
        (
            "ALTER TABLE unit ALTER note TYPE varchar(3000)",
            "the column note of unit is character varying(3000), not character varying",
        ),
        ("ALTER TABLE unit ALTER note TYPE text", "the column note of unit is text, not character varying"),
        (
            'ALTER TABLE unit ALTER note TYPE varchar COLLATE "C"',
            "the column note of unit is character varying collated, not",
        ),
        ("ALTER TABLE letter ALTER number TYPE bigint", "the column number of letter is bigint, not integer"),
        ("CREATE SEQUENCE more", "the sequence more is none of this program's"),
        ("ALTER SEQUENCE letter_number_seq INCREMENT 7", "the sequence letter_number_seq of letter is not as"),
        ("ALTER SEQUENCE letter_number_seq OWNED BY NONE", "the sequence letter_number_seq of letter is not as"),
        ("ALTER TABLE letter ALTER number DROP DEFAULT", "the sequence letter_number_seq of letter is not as"),
        ("ALTER TABLE letter DISABLE TRIGGER ALL", " of letter is switched off"),
        (
            "DROP INDEX ix_plan_version_unit; CREATE INDEX ix_plan_version_unit ON plan_version (unit)",
            "the index ix_plan_version_unit of plan_version is not as this program makes it",
        ),
        ("UPDATE unit SET valid_from = '0001-01-01 BC'", 'unit ["D1","0001-01-01 BC"] no act wrote this row'),
        ("UPDATE unit SET valid_to = 'infinity'", 'unit ["D1","0001-01-01"] is not as it was sealed by '),
        ("UPDATE unit SET valid_to = '-infinity'", 'unit ["D1","0001-01-01"] is not as it was sealed by '),
        (
            "ALTER TABLE unit DROP CONSTRAINT pk_unit CASCADE; INSERT INTO unit TABLE unit",
            'unit ["D1","0001-01-01"] is there more than once',
        ),
    ],
)
def test_what_is_otherwise_in_postgresql_is_told(postgres: PostgresServer, statement: LiteralString, told: str) -> None:
    """By kind, name and table; a row by its key."""
    faults = faults_after(postgres, statement)
    assert any(told in fault for fault in faults), faults


ON_THE_PATH = """
CREATE SCHEMA x;
CREATE FUNCTION x.to_char(date, text) RETURNS text LANGUAGE sql AS $$SELECT '2020-02-01'$$;
DO $$BEGIN
  EXECUTE format('ALTER DATABASE %I SET search_path = public, x, pg_catalog', current_database());
END$$;
UPDATE unit SET valid_to = '2030-02-02';
"""


def test_rows_are_read_by_postgresqls_own_functions(postgres: PostgresServer) -> None:
    """None that somebody put on the search path before them tells what the rows said before."""
    url = postgres.migrated_database()
    store = open_store(url)
    with store.act() as record:
        record.register.replace_units([replace(PILOT_ENTERPRISE, valid_to=date(2020, 2, 1))])
    store.close()
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(ON_THE_PATH)
    store = open_store(url)

    (told,) = audit(store).faults

    assert "is not as it was sealed by " in told
    store.close()
