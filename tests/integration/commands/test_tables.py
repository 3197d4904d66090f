"""Tables as commands print them."""

import pytest

from emulation_workflow.cli.answers import print_table

LONG = "Trong thời gian quy định " * 40


def test_rows_are_whole_where_the_output_is_no_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A program that reads them finds each row on one line, without colours, whatever the environment says."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "40")
    print_table([("612", "[red]Huyện[/red] :smile:", LONG.strip()), ("KT-XSKT", "Công ty", "ngắn")])
    print_table([("Cộng", 7), ("Cấp xã", 102)], headings=("", "(1)"), numbers=(1,), indent=2)
    print_table([])
    assert capsys.readouterr().out.splitlines() == [
        f"612      [red]Huyện[/red] :smile:  {LONG.strip()}",
        f"KT-XSKT  {'Công ty':24}  ngắn",
        "          (1)",
        "  Cộng      7",
        "  Cấp xã  102",
    ]


def test_tables_that_belong_together_are_set_alike(capsys: pytest.CaptureFixture[str]) -> None:
    """Findings of one verdict stand below those of another, clause below clause."""
    first, second = [("II.2", "R045", "dài hơn")], [("II.2.1, II.2.2, II.2.3", "R1", "x")]
    for rows in (first, second):
        print_table(rows, beside=[*first, *second])
    assert capsys.readouterr().out.splitlines() == [
        f"{'II.2':22}  R045  dài hơn",
        "II.2.1, II.2.2, II.2.3  R1    x",
    ]


def test_words_are_wrapped_on_a_terminal(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """No line is longer than the terminal is wide, and no word is lost."""
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setenv("TERM", "xterm")
    print_table([("612", LONG)])
    shown = capsys.readouterr().out
    assert max(map(len, shown.splitlines())) <= 40
    assert shown.split() == ["612", *LONG.split()]
