"""How people are told what to sign in with, and where the secret is never shown."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from emulation_workflow.adapters.key_file import is_sign_in, read_or_make_sign_in
from emulation_workflow.settings import BadSetting, Settings
from emulation_workflow.stack import SignIn


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings.read(data_dir=tmp_path / "data")


def test_the_secret_is_shown_once_and_to_a_person_alone(settings: Settings) -> None:
    """A service's output is kept in a log; there, and ever after, the file is named instead."""
    first, second = SignIn.of(settings, {}), SignIn.of(settings, {})
    assert first.words in "\n".join(first.told(to_a_person=True))
    for told in (first.told(to_a_person=False), second.told(to_a_person=True), second.told(to_a_person=False)):
        text = "\n".join(told)
        assert first.words.partition(":")[2] not in text
        assert str(settings.sign_in_file) in text


def test_it_is_told_how_to_type_it(settings: Settings) -> None:
    """Prefect's page has one box, the mailbox asks for a name and a password."""
    told = "\n".join(SignIn.of(settings, {}).told(to_a_person=True))
    assert "box of Prefect's first page" in told
    assert "mailbox asks for a name" in told


def test_it_is_made_once_for_its_owner_alone(settings: Settings) -> None:
    """Server, worker and two starts at once get the same."""
    with ThreadPoolExecutor(8) as pool:
        made = set(pool.map(read_or_make_sign_in, [settings.sign_in_file] * 32))
    assert len(made) == 1
    assert settings.sign_in_file.stat().st_mode & 0o777 == 0o600
    assert [file.name for file in settings.data_dir.iterdir()] == [settings.sign_in_file.name]


def test_it_is_typed_without_doubt_and_is_not_guessed(settings: Settings) -> None:
    """Nothing that is taken for another sign; some 120 bits."""
    words = read_or_make_sign_in(settings.sign_in_file)
    name, _, secret = words.partition(":")
    assert is_sign_in(words)
    assert name == "ban"
    assert not set(secret) & set("il1o0")
    assert len(secret.replace("-", "")) == 25


def test_removed_it_is_another(settings: Settings) -> None:
    """So whoever has left is let in no more."""
    before = SignIn.of(settings, {})
    settings.sign_in_file.unlink()
    after = SignIn.of(settings, {})
    assert after.is_new
    assert after.words != before.words


@pytest.mark.parametrize("content", ["", "abc", ":x", "ban:", "ban:a b", "ban:\x00", "ban:mật"])
def test_a_spoilt_file_is_refused_and_not_quoted(settings: Settings, content: str) -> None:
    """Never quietly replaced, and no line of it is shown."""
    settings.data_dir.mkdir()
    settings.sign_in_file.touch(mode=0o600)
    settings.sign_in_file.write_text(content, encoding="utf-8")
    with pytest.raises(BadSetting, match="holds no name and secret") as refused:
        SignIn.of(settings, {})
    assert not content or content not in str(refused.value)


def test_a_file_that_others_can_read_is_refused(settings: Settings) -> None:
    """Whoever reads it has a shell on this machine."""
    read_or_make_sign_in(settings.sign_in_file)
    settings.sign_in_file.chmod(0o640)
    with pytest.raises(BadSetting, match="chmod 600"):
        SignIn.of(settings, {})
