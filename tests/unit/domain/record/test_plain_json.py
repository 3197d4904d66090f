"""Plain values as JSON text: what hashes and seals are taken of."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulation_workflow.domain.record.plain_json import as_json, from_json

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.text(),
    lambda parts: st.lists(parts, max_size=4) | st.dictionaries(st.text(), parts, max_size=4),
    max_leaves=12,
)


@given(PLAIN)
def test_the_text_is_that_of_the_standard_library(value: object) -> None:
    """A plan keeps its identity and a sealed row its seal, whatever library writes the text."""
    text = as_json(value)

    assert json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")) == text
    assert value == from_json(text)


@pytest.mark.parametrize("value", [date(2020, 2, 10), {"days": [date(2020, 2, 10)]}, object()])
def test_what_json_has_no_type_for_is_refused(value: object) -> None:
    """A day is written as somebody chose to write it, never as a library does."""
    with pytest.raises(TypeError):
        as_json(value)
