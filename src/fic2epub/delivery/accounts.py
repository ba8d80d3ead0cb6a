"""Mail accounts that a person wrote down, and the passwords to them, which stand elsewhere.

A file, `config.toml`, says whom to ask and whom to send to; `docs/how-to/mail.md` shows one. No password is in it: the
system's keyring has it, or the environment.
"""

from __future__ import annotations

import ipaddress
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fic2epub.errors import OptionsError
from fic2epub.targets import DEVICES
from fic2epub.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Account", "account_named", "accounts_path", "password_of"]

SERVICE = "fic2epub"
"""What passwords are kept under in the keyring: `keyring set fic2epub NAME`."""
_FILE = "FIC2EPUB_CONFIG"
_PASSWORD = "FIC2EPUB_MAIL_PASSWORD_"  # noqa: S105 - begins the name of a variable
_EXTRA = "pip install 'fic2epub[send]'"
_PORTS = {"tls": 465, "starttls": 587, "none": 25}
"""Ways to be safe from listeners → the port that is usual (RFC 8314, RFC 6409)."""
_KEYS = ("server", "port", "security", "user", "from", "to", "device")
_SECRET = re.compile(r"pass|pwd|secret|token", re.IGNORECASE)
_NAME = re.compile(r"[A-Za-z0-9_-]{1,64}")
_SERVER = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252}[A-Za-z0-9])?|[0-9A-Fa-f:.]{2,45}")
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252}[A-Za-z0-9])?")
"""Of a mailbox: no signs that mean something in the head of a mail (RFC 5322, 3.2.3)."""
_MAILBOXES = {"kindle.com": "kindle", "free.kindle.com": "kindle", "pbsync.com": "pocketbook"}
"""Domains whose mailboxes are devices (Amazon help, node 201974220; pocketbook.digital)."""
_MOST_ADDRESSES = 15
_LARGEST = 100_000
"""Bytes that such a file may have."""
_MOST_DOTS = 1000
"""In a line of it: the time that tomllib takes for a key grows with the square of its parts."""


class Account(NamedTuple):
    """Where a person's mail goes out, and to which device it comes."""

    name: str
    """As the file calls it: `mail:NAME`."""
    server: str
    port: int
    security: str
    """`tls`, `starttls`, or `none`, which only a server on this very machine may have."""
    user: str
    """Empty when the server wants no password."""
    sender: str
    """The address that the mail is from; the device has to know it."""
    to: tuple[str, ...]
    device: str
    """A name of `fic2epub.targets.DEVICES`."""


def account_named(name: str) -> Account:
    """The account of this name; raises `OptionsError` for what is not right about the file."""
    path = accounts_path()
    accounts = _accounts_in(path)
    if name not in accounts:
        known = ", ".join(accounts) or "none"
        raise OptionsError(
            f"no mail account is called {_shown(name)}", where=str(path), hint=f"the file has: {_shown(known)}"
        )
    alike = [other for other in accounts if other != name and _variable(other) == _variable(name)]
    if alike:
        raise OptionsError(f"{name} and {alike[0]} would share a password", where=str(path), hint="rename one of them")
    return _account(name, accounts[name], str(path))


def accounts_path() -> Path:
    """Where the accounts are written down: the file that FIC2EPUB_CONFIG names, else one of the user's own folder."""
    said = os.environ.get(_FILE)
    if said:
        return Path(said)
    try:
        from platformdirs import user_config_path  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise OptionsError("mail wants the extra “send”, which is not installed", hint=_EXTRA) from error
    return user_config_path("fic2epub", appauthor=False) / "config.toml"


def password_of(account: Account) -> str:
    """
    The password of an account: from the environment, else from the keyring; empty when it has no user.

    Raises `OptionsError` when there is none.
    """
    if not account.user:
        return ""
    said = os.environ.get(_variable(account.name))
    if said:
        return said
    kept = _kept(account)
    if not kept:
        raise OptionsError("there is no password for this account", where=account.name, hint=_how_to_keep(account.name))
    return kept


def _kept(account: Account) -> str | None:
    """What the system's keyring has."""
    try:
        import keyring  # noqa: PLC0415 - an extra
        from keyring.errors import KeyringError  # noqa: PLC0415 - the same
    except ImportError as error:
        hint = f"{_EXTRA}, or set {_variable(account.name)}"
        raise OptionsError("passwords want the extra “send”, which is not installed", hint=hint) from error
    try:
        return keyring.get_password(SERVICE, account.name)
    except (KeyringError, RuntimeError) as error:
        said = f"the system's keyring cannot be read ({type(error).__name__})"
        hint = f"set {_variable(account.name)} instead"
        raise OptionsError(said, where=account.name, hint=hint) from None


def _how_to_keep(name: str) -> str:
    return f"keep it: keyring set {SERVICE} {name} (or set {_variable(name)} in the environment)"


def _variable(name: str) -> str:
    """The variable of the environment that has the password of this account."""
    return _PASSWORD + name.upper().replace("-", "_")


def _accounts_in(path: Path) -> dict[str, Mapping[str, Any]]:
    """The tables of the file, by their names."""
    import tomllib  # noqa: PLC0415 - for mail alone

    where = str(path)
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST + 1)
    except FileNotFoundError:
        hint = "write it as docs/how-to/mail.md shows: server, user, from, to"
        raise OptionsError("there is no such file, which would say how to mail", where=where, hint=hint) from None
    except OSError as error:
        raise OptionsError(f"cannot be read: {error.strerror}", where=where) from None
    if len(content) > _LARGEST:
        raise OptionsError("is too large for a file of accounts", where=where)
    try:
        if any(line.count(b".") > _MOST_DOTS for line in content.split(b"\n")):
            raise ValueError  # noqa: TRY301 - one answer to whatever is wrong
        told = tomllib.loads(content.decode())
    except (ValueError, RecursionError) as error:  # numbers of thousands of digits are no TOMLDecodeError
        line = re.search(r"at line \d+", str(error))  # and not the words there, which may be anything
        raise OptionsError(
            f"is no TOML{f' ({line[0]})' if line else ''}", where=where, hint='such as: server = "smtp.example.org"'
        ) from None
    accounts = told.get("mail", {})
    if not isinstance(accounts, dict) or not all(isinstance(one, dict) for one in accounts.values()):
        raise OptionsError("has no accounts in it", where=where, hint="each begins with a line [mail.NAME]")
    for name, account in accounts.items():
        _refuse_name(name, where)
        _refuse_secrets(name, account, where)
    return accounts


def _refuse_name(name: str, where: str) -> None:
    if not _NAME.fullmatch(name):
        hint = "letters, digits, - and _"
        raise OptionsError(f"{_shown(name)} is no name for an account", where=where, hint=hint)


def _refuse_secrets(name: str, account: Mapping[str, Any], where: str) -> None:
    """A password in a file is read by whoever reads the file."""
    for key in account:
        if _SECRET.search(key):
            said = f"[mail.{name}] holds {_shown(key)}: passwords do not belong in a file"
            raise OptionsError(said, where=where, hint=f"take it out, and {_how_to_keep(name)}")


class _Told:
    """A table of the file, as one asks it for what it has to say."""

    def __init__(self, name: str, table: Mapping[str, Any], where: str) -> None:
        self._name, self._table, self._where = name, table, where
        unknown = [key for key in table if key not in _KEYS]
        if unknown:
            raise self.wrong(f"{_shown(unknown[0])} means nothing", f"known are: {', '.join(_KEYS)}")

    def wrong(self, said: str, hint: str = "") -> OptionsError:
        """What is not right about the account."""
        return OptionsError(f"[mail.{self._name}]: {said}", where=self._where, hint=hint)

    def text(self, key: str, form: re.Pattern[str], usual: str | None, what: str) -> str:
        """A text of this form; `usual` where none is said."""
        value = self._table.get(key, usual)
        if value is None:
            raise self.wrong(f"{key} is missing", what)
        if not isinstance(value, str) or not (form.fullmatch(value) or value == usual):
            raise self.wrong(f"{key} is not right", what)
        return value

    def port(self, usual: int) -> int:
        """The server's port."""
        value = self._table.get("port", usual)
        if not isinstance(value, int) or isinstance(value, bool) or not 0 < value < 1 << 16:
            raise self.wrong("port is not right", "a number, such as 465")
        return value

    def addresses(self) -> tuple[str, ...]:
        """Whom the mail goes to."""
        value = self._table.get("to")
        told = [value] if isinstance(value, str) else value
        what = f'1 to {_MOST_ADDRESSES} addresses, such as to = ["me_1234@kindle.com"]'
        if not isinstance(told, list) or not 0 < len(told) <= _MOST_ADDRESSES:
            raise self.wrong("to is not right" if "to" in self._table else "to is missing", what)
        if not all(isinstance(one, str) and _ADDRESS.fullmatch(one) for one in told):
            raise self.wrong("to is not right", what)
        return tuple(dict.fromkeys(told))


def _account(name: str, table: Mapping[str, Any], where: str) -> Account:
    """The account that a table of the file tells; raises `OptionsError`."""
    told = _Told(name, table, where)
    server = told.text("server", _SERVER, None, "the name of a server, such as smtp.example.org")
    ways = ", ".join(_PORTS)
    security = told.text("security", re.compile("|".join(_PORTS)), "tls", f"one of {ways}")
    if security == "none" and not _is_here(server):
        hint = "security = “tls” or “starttls”: whoever listens would have your password and your books"
        raise told.wrong("a server elsewhere is not talked to in the open", hint)
    to = told.addresses()
    user = told.text("user", re.compile(r"[\x21-\x7e]{1,320}"), "", "the name that you log in with")
    sender = told.text("from", _ADDRESS, user if _ADDRESS.fullmatch(user) else None, "your address")
    usual = {_MAILBOXES.get(address.rpartition("@")[2].lower(), "generic") for address in to}
    device = usual.pop() if len(usual) == 1 else "generic"
    device = told.text("device", re.compile("|".join(DEVICES)), device, f"one of {', '.join(DEVICES)}")
    return Account(name, server, told.port(_PORTS[security]), security, user, sender, to, device)


def _is_here(server: str) -> bool:
    """Whether a server is on this very machine."""
    if server.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(server).is_loopback
    except ValueError:
        return False


def _shown(words: str) -> str:
    """Words of a file or of a command line, as they may be shown."""
    return repr(words[:100])[1:-1] if words.isascii() else ascii(words[:100])[1:-1]
