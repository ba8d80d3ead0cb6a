"""Mail accounts: what the file may say, and where passwords are looked for."""

from __future__ import annotations

import builtins
import sys
import time
import traceback
from typing import TYPE_CHECKING, Any

import keyring
import pytest
from keyring.errors import KeyringLocked, NoKeyringError

from fic2epub.delivery.accounts import Account, account_named, accounts_path, password_of
from fic2epub.errors import OptionsError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Write = Callable[[str], None]

_WHOLE = """\
[mail.kindle]
server = "smtp.example.org"
user = "quay@example.org"
to = "reader_1@kindle.com"
"""
_SECRET = "hunter-2-SECRET"  # noqa: S105 - nobody's


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    path = tmp_path / "config.toml"
    monkeypatch.setenv("FIC2EPUB_CONFIG", str(path))
    monkeypatch.delenv("FIC2EPUB_MAIL_PASSWORD_KINDLE", raising=False)
    return lambda text: path.write_bytes(text.encode()) and None


def _refused(name: str = "kindle") -> OptionsError:
    with pytest.raises(OptionsError) as caught:
        account_named(name)
    assert caught.value.message
    assert _SECRET not in "".join(traceback.format_exception(caught.value)) + caught.value.hint
    return caught.value


def test_little_has_to_be_said(write: Write) -> None:
    write(_WHOLE)

    assert account_named("kindle") == Account(
        name="kindle",
        server="smtp.example.org",
        port=465,
        security="tls",
        user="quay@example.org",
        sender="quay@example.org",
        to=("reader_1@kindle.com",),
        device="kindle",
    )


def test_all_may_be_said(write: Write) -> None:
    write(
        "[mail.kindle]\nserver='localhost'\nport=2525\nsecurity='none'\nfrom='a@b.org'\n"
        "to=['c@d.org', 'e@f.org', 'c@d.org']\ndevice='pocketbook'\n"
    )

    assert account_named("kindle") == Account(
        "kindle", "localhost", 2525, "none", "", "a@b.org", ("c@d.org", "e@f.org"), "pocketbook"
    )


@pytest.mark.parametrize(
    ("to", "device"),
    [
        ("a@kindle.com", "kindle"),
        ("a@free.KINDLE.com", "kindle"),
        ("a@pbsync.com", "pocketbook"),
        ("a@example.org", "generic"),
    ],
)
def test_a_mailbox_tells_its_device(write: Write, to: str, device: str) -> None:
    write(_WHOLE.replace("reader_1@kindle.com", to))

    assert account_named("kindle").device == device


def test_mailboxes_of_several_devices_tell_none(write: Write) -> None:
    write(_WHOLE.replace('"reader_1@kindle.com"', '["a@kindle.com", "a@pbsync.com"]'))

    assert account_named("kindle").device == "generic"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("smtp.example.org", "smtp example"), "server is not right"),
        (("smtp.example.org", "smtp.example.org\\r\\nRCPT"), "server is not right"),
        (('server = "smtp.example.org"\n', ""), "server is missing"),
        (("smtp.example.org", "smtp.example.org:465"), "server is not right"),
        (('to = "reader_1@kindle.com"\n', ""), "to is missing"),
        (('to = "reader_1@kindle.com"', "to = []"), "to is not right"),
        (('to = "reader_1@kindle.com"', "to = [1]"), "to is not right"),
        (('to = "reader_1@kindle.com"', f"to = {['a@b.org'] * 16}"), "to is not right"),
        (("reader_1@kindle.com", "reader_1"), "to is not right"),
        (("reader_1@kindle.com", "a@b.org\\r\\nBcc: c@d.org"), "to is not right"),
        (("reader_1@kindle.com", "\u202ereader@kindle.com"), "to is not right"),
        (("reader_1@kindle.com", "A <a@b.org>"), "to is not right"),
        (("quay@example.org", "quay"), "from is missing"),
        (("quay@example.org", "quay@example.org\\u0000"), "user is not right"),
        (("user =", "device = 'kobold'\nuser ="), "device is not right"),
        (("user =", "security = 'ssl'\nuser ="), "security is not right"),
        (("user =", "security = 'none'\nuser ="), "not talked to in the open"),
        (("user =", "port = '465'\nuser ="), "port is not right"),
        (("user =", "port = 70000\nuser ="), "port is not right"),
        (("user =", "port = true\nuser ="), "port is not right"),
        (("user =", "sever = 'x'\nuser ="), "sever means nothing"),
        (("user =", "from = 3\nuser ="), "from is not right"),
    ],
)
def test_what_is_not_right_is_named(write: Write, change: tuple[str, str], said: str) -> None:
    write(_WHOLE.replace(*change))

    error = _refused()

    assert said in error.message
    assert "[mail.kindle]" in error.message
    assert error.where.endswith("config.toml")
    assert error.hint


@pytest.mark.parametrize("key", ["password", "Passwort", "pwd", "app-password", "secret", "token"])
def test_a_password_in_the_file_is_refused(write: Write, key: str) -> None:
    write(f'{_WHOLE}{key} = "{_SECRET}"\n')

    error = _refused()

    assert "do not belong in a file" in error.message
    assert "keyring set fic2epub kindle" in error.hint
    assert "FIC2EPUB_MAIL_PASSWORD_KINDLE" in error.hint


def test_a_password_of_another_account_is_refused_too(write: Write) -> None:
    write(f'{_WHOLE}[mail.other]\npassword = "{_SECRET}"\n')

    assert "[mail.other]" in _refused().message


@pytest.mark.parametrize(
    "broken", [f"password = {_SECRET}", f'password = "{_SECRET}', f"= {_SECRET}", "\x00", "[a" * 9]
)
def test_what_is_no_toml_is_told_by_its_line(write: Write, broken: str) -> None:
    write(_WHOLE + broken)

    error = _refused()

    assert "no TOML" in error.message


@pytest.mark.parametrize("text", ["", "mail = 3", "[mail]\nkindle = 3"])
def test_a_file_without_accounts(write: Write, text: str) -> None:
    write(text)

    assert _refused().hint


def test_a_file_that_is_no_text(tmp_path: Path, write: Write) -> None:
    write("")
    (tmp_path / "config.toml").write_bytes(b"\xff\xfe")
    assert "no TOML" in _refused().message

    (tmp_path / "config.toml").write_bytes(b"#" * 1_000_001)
    assert "too large" in _refused().message

    (tmp_path / "config.toml").unlink()
    assert "mail.md" in _refused().hint

    (tmp_path / "config.toml").mkdir()
    assert "cannot be read" in _refused().message


def test_another_name(write: Write) -> None:
    write(_WHOLE)

    error = _refused("kin\x1b[31mdle")

    assert error.hint == "the file has: kindle"
    assert error.message.isprintable()


@pytest.mark.parametrize("name", ["a b", "\u202ea", "a.b", "x" * 65])
def test_names_of_accounts_are_plain(write: Write, name: str) -> None:
    write(_WHOLE.replace("mail.kindle", f'mail."{name}"'))

    error = _refused(name)

    assert "no name for an account" in error.message
    assert error.message.isprintable()


def test_two_accounts_that_would_share_a_password(write: Write) -> None:
    write(_WHOLE.replace("kindle]", "a-b]") + _WHOLE.replace("kindle]", "a_b]"))

    assert "share a password" in _refused("a-b").message


def test_the_folder_is_the_users_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FIC2EPUB_CONFIG", raising=False)

    assert accounts_path().name == "config.toml"
    assert "fic2epub" in accounts_path().parts


_ACCOUNT = Account("my-kindle", "localhost", 25, "none", "quay", "a@b.org", ("c@d.org",), "kindle")


def test_the_environment_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIC2EPUB_MAIL_PASSWORD_MY_KINDLE", _SECRET)
    monkeypatch.setattr(keyring, "get_password", lambda *_: "another")

    assert password_of(_ACCOUNT) == _SECRET


def test_then_the_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    monkeypatch.delenv("FIC2EPUB_MAIL_PASSWORD_MY_KINDLE", raising=False)
    monkeypatch.setattr(keyring, "get_password", lambda *words: asked.append(words) or _SECRET)

    assert password_of(_ACCOUNT) == _SECRET
    assert asked == [("fic2epub", "my-kindle")]


def test_who_has_no_user_needs_no_password() -> None:
    assert not password_of(_ACCOUNT._replace(user=""))


@pytest.mark.parametrize("trouble", [NoKeyringError("none"), KeyringLocked(_SECRET), RuntimeError(_SECRET)])
def test_a_keyring_that_cannot_be_read(monkeypatch: pytest.MonkeyPatch, trouble: Exception) -> None:
    def get(*_: str) -> str:
        raise trouble

    monkeypatch.setattr(keyring, "get_password", get)
    with pytest.raises(OptionsError, match="keyring cannot be read") as caught:
        password_of(_ACCOUNT)

    assert "FIC2EPUB_MAIL_PASSWORD_MY_KINDLE" in caught.value.hint
    assert _SECRET not in "".join(traceback.format_exception(caught.value))


def test_no_password_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyring, "get_password", lambda *_: None)
    with pytest.raises(OptionsError, match="no password") as caught:
        password_of(_ACCOUNT)

    assert "keyring set fic2epub my-kindle" in caught.value.hint


@pytest.mark.parametrize("missing", ["keyring", "platformdirs"])
def test_without_the_extra(monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    real = builtins.__import__

    def find(name: str, *words: Any) -> Any:
        if name.partition(".")[0] == missing:
            raise ImportError(name)
        return real(name, *words)

    monkeypatch.delenv("FIC2EPUB_CONFIG", raising=False)
    monkeypatch.delitem(sys.modules, missing, raising=False)
    monkeypatch.setattr(builtins, "__import__", find)
    with pytest.raises(OptionsError, match="extra") as caught:
        password_of(_ACCOUNT) if missing == "keyring" else accounts_path()

    assert "fic2epub[send]" in caught.value.hint


@pytest.mark.parametrize("line", ["port = " + "9" * 20_000, "a." * 20_000 + "b = 1"], ids=["digits", "parts"])
def test_a_file_that_would_take_for_ever(write: Write, line: str) -> None:
    write(f"{_WHOLE}{line}\n")
    begun = time.process_time()

    with pytest.raises(OptionsError, match="is no TOML"):
        account_named("kindle")

    assert time.process_time() - begun < 1
