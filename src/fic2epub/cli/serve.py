"""`fic2epub serve FOLDER`."""

from __future__ import annotations

import os
import sys
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from fic2epub.cli.options import Grouped, option
from fic2epub.errors import OptionsError

if TYPE_CHECKING:
    from fic2epub.serving.codes import Gate
    from fic2epub.serving.library import Changes
    from fic2epub.serving.shelf import FolderShelf

__all__ = ["serve"]

_WHO, _WHAT, _FILES = "Who comes in", "What is there", "Files and words"
_MISSING = "a library of the house needs Starlette, uvicorn and more, which are not installed"
_HINT = "pip install 'fic2epub[serve]'"
_SHOWN = 5
"""Files that are no books, told by name; the others are counted."""
_OPEN = (
    "There is no code: whoever is on this network can see and download every book{}. --code asks for one; "
    "docs/explanation/security.md tells more."
)
_CLEAR = "What goes over the network can be read by who listens there: use it at home, and not in a café."


class _Asked(NamedTuple):
    """What was said on the command line."""

    folder: Path
    bind: str
    port: int
    code: bool
    password_env: str | None
    host_names: tuple[str, ...]
    title: str | None
    upload: bool
    keep: bool
    every: float
    index_file: Path | None
    quiet: bool


@click.command(cls=Grouped, short_help="Open a library of the house.")
@click.argument("folder", type=click.Path(path_type=Path))
@option(_WHO, "--bind", metavar="ADDRESS", default="127.0.0.1", show_default=True, help="0.0.0.0: the house can come.")
@option(_WHO, "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 takes a free one.")
@option(_WHO, "--code", is_flag=True, help="Ask for a code, made anew each time and shown here.")
@option(_WHO, "--password-env", metavar="NAME", help="Ask for the password that stands in this variable.")
@option(_WHO, "--host-name", "host_names", multiple=True, metavar="NAME", help="A further name of this machine.")
@option(_WHAT, "--title", metavar="WORDS", help="What the library is called; as its folder by default.")
@option(_WHAT, "--upload", is_flag=True, help="Saved works may be sent, and come back as books.")
@option(_WHAT, "--keep", is_flag=True, help="The same, and the books come into the library.")
@option(_WHAT, "--every", type=click.FloatRange(1, 86400), default=60, show_default=True, help="Seconds between looks.")
@option(
    _FILES,
    "--index",
    "index_file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The index; among caches by default.",
)
@option(_FILES, "--quiet", is_flag=True, help="Say nothing but the address, the code and errors.")
def serve(**said: Any) -> int:  # noqa: ANN401 - as click has it
    """
    Open a library of the house: the books of a folder, for browsers and reading programs (OPDS).

    Prints the library's addresses. Ctrl-C closes it.

    \b
    fic2epub serve books/
    fic2epub serve books/ --bind 0.0.0.0 --code
    fic2epub serve books/ --bind 0.0.0.0 --code --upload
    """  # noqa: D301 - click reads \b as "keep these lines"
    asked = _sensible(_Asked(**said))
    try:
        from fic2epub.serving.house import House, Settings  # noqa: PLC0415 - the extra `serve`
        from fic2epub.serving.shelf import open_shelf  # noqa: PLC0415 - the same
    except ImportError as error:
        raise OptionsError(_MISSING, hint=_HINT) from error

    shelf = open_shelf(asked.folder, asked.index_file)
    try:
        gate, code = _gate(asked, shelf)
        names, title = asked.host_names, asked.title or ""
        wanted = (asked.bind, asked.port, gate, names, title, asked.upload, asked.keep, asked.every)
        house = House(Settings(asked.folder, *wanted), shelf, lambda found: _tell(found, quiet=asked.quiet), _log)
        _welcome(asked, house.port, code)
        house.run()
    finally:
        shelf.close()
    if not asked.quiet:
        click.echo("closed", err=True)
    return 0


def _sensible(asked: _Asked) -> _Asked:
    """What was said, if it makes sense; raises `OptionsError`."""
    if asked.code and asked.password_env:
        raise OptionsError("--code and --password-env are two ways of the same", hint="say one of them")
    bind = "127.0.0.1" if asked.bind == "localhost" else asked.bind.strip("[]")
    try:
        ip_address(bind)
    except ValueError as error:
        hint = "127.0.0.1 is this machine alone, 0.0.0.0 is everybody around"
        raise OptionsError(f"{asked.bind!r} is no address of a machine", hint=hint) from error
    return asked._replace(bind=bind, upload=asked.upload or asked.keep)


def _gate(asked: _Asked, shelf: FolderShelf) -> tuple[Gate | None, str]:
    """Who may come in, and the code that is to be shown; raises `OptionsError`."""
    from fic2epub.serving.codes import LEAST, Gate, typed  # noqa: PLC0415 - the extra `serve`

    if asked.code:
        code = typed()
        return Gate(code, shelf.secret), code
    if not asked.password_env:
        return None, ""
    password = os.environ.get(asked.password_env, "")
    if len(password) < LEAST:
        said = f"the variable {asked.password_env} is not set, or holds less than {LEAST} signs"
        raise OptionsError(said, hint="set it in the shell that starts the library; --code makes a code")
    return Gate(password, shelf.secret, plain=False), ""


def _welcome(asked: _Asked, port: int, code: str) -> None:
    """Where the library is, as words, and as a picture for phones."""
    from fic2epub.serving.qr import told  # noqa: PLC0415 - the extra `serve`
    from fic2epub.serving.running import addresses_of  # noqa: PLC0415 - the same

    urls = [f"http://{f'[{address}]' if ':' in address else address}:{port}/" for address in addresses_of(asked.bind)]
    for url in urls:
        click.echo(url)
    sys.stdout.flush()
    near = ip_address(asked.bind).is_loopback
    if code:
        click.echo(f"code: {code[:4]} {code[4:]}", err=True)
    if not near and not (code or asked.password_env):
        click.echo(_OPEN.format(", and send works to it" if asked.upload else ""), err=True)
    if asked.quiet:
        return
    if not near:
        click.echo(told(urls[0], sys.stderr), err=True)
        click.echo(_CLEAR, err=True)
    click.echo(f"reading programs (OPDS): {urls[0]}opds", err=True)
    click.echo("Ctrl-C closes the library.", err=True)


def _tell(changes: Changes, *, quiet: bool) -> None:
    """What was found in the folder."""
    for path, why in changes.broken[:_SHOWN]:
        click.echo(f"left out: {path.name}: {why}", err=True)
    if len(changes.broken) > _SHOWN:
        click.echo(f"left out: {len(changes.broken) - _SHOWN} more", err=True)
    found = [f"{many} {word}" for many, word in zip(changes[:3], ("new", "changed", "gone"), strict=True) if many]
    if found and not quiet:
        click.echo(f"books: {', '.join(found)}", err=True)


def _log(words: str) -> None:
    click.echo(f"fic2epub: {words}", err=True)
