"""Words in, exit code out: the only package that prints or exits; one module a verb, imported when it is used."""

from __future__ import annotations

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

    A run of a tenth of a second spends a fifth of it on garbage that the start-up does not make and the end need
    not sweep: what has been imported by the time of an exit is handed to the system as it stands.
    """
    import gc  # noqa: PLC0415 - of no use to `main` in a process of others

    gc.disable()
    try:
        main()
    finally:
        gc.freeze()
