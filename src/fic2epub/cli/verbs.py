"""The verbs, and what every one of them shares: how errors are told and which code they exit with."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

import click

from fic2epub import __version__
from fic2epub.errors import Fic2EpubError

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["complain", "program", "run"]

_VERBS = {
    name: f"fic2epub.cli.{name}"
    for name in ("convert", "cover", "restyle", "update", "inspect", "kepub", "check", "devices", "send", "serve")
}
"""Verb → module, whose function of the same name is the command."""
_DEFAULT = "convert"
_OWN = ("--help", "--version")
_BUG = 1
_INTERRUPTED = 130
"""128 + SIGINT, as shells count."""


class Verbs(click.Group):
    """A group whose first verb may be left out, and whose verbs are imported when they are named."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """All verbs, in the order of the help."""
        return list(_VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - the same
        """Import a verb's module."""
        if cmd_name not in _VERBS:
            return None
        command: click.Command = getattr(import_module(_VERBS[cmd_name]), cmd_name)
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """`fic2epub work.html` means `fic2epub convert work.html`."""
        if args and args[0] not in _VERBS and args[0] not in _OWN:
            args = [_DEFAULT, *args]
        return super().parse_args(ctx, args)


@click.group(cls=Verbs, context_settings={"help_option_names": ["--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="fic2epub", message="%(prog)s %(version)s")
def program() -> None:
    """
    Make EPUB 3 books of AO3 works.

    fic2epub WORK.html makes the book beside the file: the verb convert may be left out.
    """


def run(words: Sequence[str]) -> int:
    """Run a command and answer its exit code."""
    try:
        answer = program.main(args=list(words), prog_name="fic2epub", standalone_mode=False)
    except (click.exceptions.Exit, click.Abort, click.ClickException) as end:
        return _ended(end)
    except Fic2EpubError as error:
        return complain(error)
    except Exception as error:  # noqa: BLE001 - the last line of defence: a bug is told, not thrown at the reader
        return _confess(error)
    return answer if isinstance(answer, int) else 0


def _ended(end: click.exceptions.Exit | click.Abort | click.ClickException) -> int:
    """Click's own ways to stop."""
    if isinstance(end, click.exceptions.Exit):
        return end.exit_code
    if isinstance(end, click.Abort):
        click.echo("stopped: nothing is left behind", err=True)
        return _INTERRUPTED
    end.show()
    return end.exit_code


def _confess(error: Exception) -> int:
    """A bug; but for a reader of our output that went away, who needs no words."""
    if not isinstance(error, BrokenPipeError):
        click.echo(f"fic2epub has a bug: {type(error).__name__}: {error}", err=True)
        click.echo("No book was made. Please report this line, and if you can the file it came from.", err=True)
    return _BUG


def complain(error: Fic2EpubError) -> int:
    """Tell an error in words, and answer its exit code."""
    click.echo(f"fic2epub: {error}", err=True)
    return error.exit_code
