"""TOML, YAML and JSON: every fault with its line, and nothing that grows or runs."""

import pytest

from emulation_workflow.adapters.schemas.plan_text import read_text
from emulation_workflow.domain.errors import Problem, Rejected


def refusal(suffix: str, text: str) -> Problem:
    """Why `text` is refused."""
    with pytest.raises(Rejected) as refused:
        read_text(suffix, text)
    return refused.value.problems[0]


def test_yaml_means_what_is_typed() -> None:
    """8:30 is an hour, 08 a word, "no" no answer of YAML's own, and a day is read by our own rules."""
    text = "a: 8:30\nb: 2020-02-30\nc: No\nd: 12\ne: -3\nf:\ng: true\nh: 08\n"
    expected = {"a": "8:30", "b": "2020-02-30", "c": "No", "d": 12, "e": -3, "f": None, "g": True, "h": "08"}
    assert read_text(".yaml", text) == expected


@pytest.mark.parametrize(
    ("suffix", "text", "code", "line"),
    [
        (".toml", "a = 1\na = 2", "plan_text_key_twice", 2),
        (".toml", "a = 1\nb = 2020-02-30", "plan_text_day_impossible", 2),
        (".toml", "a = 1\nb = 5/3/2020\nc = 1", "plan_text_broken", 2),
        (".toml", "a = 1\nb", "plan_text_broken", 2),
        (".yaml", "a: 1\na: 2", "plan_text_key_twice", 2),
        (".yml", "a: &x 1\nb: *x", "plan_text_alias", 2),
        (".yaml", "a: 1\n---\nb: 2", "plan_text_broken", 2),
        (".yaml", "a: !!python/object/apply:os.system ['x']", "plan_text_broken", 1),
        (".yaml", "{a: 1}: 2", "plan_text_broken", 1),
        (".json", '{"a": 1,\n}', "plan_text_broken", 2),
    ],
)
def test_a_fault_is_told_with_its_line(suffix: str, text: str, code: str, line: int) -> None:
    """Whoever wrote the file can go to the place."""
    problem = refusal(suffix, text)
    assert (problem.code, problem.params["line"]) == (code, line)


def test_a_key_twice_in_json_is_refused() -> None:
    """The second would otherwise win unseen."""
    assert refusal(".json", '{"a": 1, "a": 2}').code == "plan_text_key_twice_somewhere"


@pytest.mark.parametrize(
    ("suffix", "text"),
    [
        (".yaml", "[" * 20_000),
        (".json", "[" * 100_000),
        (".toml", "a = " + "[" * 20_000),
        (".json", '{"a": ' + "9" * 5_000 + "}"),
    ],
)
def test_what_would_exhaust_the_machine_is_refused(suffix: str, text: str) -> None:
    """A nest without end or a number without end is no plan."""
    assert refusal(suffix, text).code == "plan_text_unreasonable"


def test_a_yaml_bomb_is_refused_at_its_first_alias() -> None:
    """Nine lines of aliases would make a thousand million rows."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 9)]
    assert refusal(".yaml", "\n".join(lines)).code == "plan_text_alias"
