"""Words in, exit code out: the only package that prints or exits; one module a verb, imported when it is used."""

from __future__ import annotations

import os
import sys

__all__ = ["main", "program"]


def main(words: list[str] | None = None) -> None:
    """
    Run the command line and exit with a code of `docs/reference/exit-codes.md`.

    No traceback is ever shown: an error that is not of our family is a bug, told as one, with code 1.
    """
    words = sys.argv[1:] if words is None else words
    if words == ["--version"]:  # answered before anything is imported
        from fic2epub import __version__  # noqa: PLC0415 - and this only then

        print(f"fic2epub {__version__}")  # noqa: T201 - this package is the one that prints
        return
    from fic2epub.cli.verbs import run  # noqa: PLC0415 - brings click

    sys.exit(run(words))


def program() -> None:
    """
    `main` as a process of its own.

    A run of a tenth of a second would spend a fifth of it on tidying up: no garbage is looked for, and at the end, when
    all is written and flushed, the memory goes back to the system as it stands.
    """
    import gc  # noqa: PLC0415 - of no use to `main` in a process of others

    gc.disable()
    code = 0
    try:
        main()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except KeyboardInterrupt:  # before there is anything to stop
        code = 130
    _leave(code)


def _leave(code: int) -> None:
    """End this process at once, with what it said said."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):  # who listened is gone
            code = code or 1
    os._exit(code)
