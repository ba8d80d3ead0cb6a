"""`fic2epub send BOOK… --to DEVICE`: books to where they are read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from fic2epub.cli.options import Grouped, book_options, chosen, look_options, option, source_options, text_options
from fic2epub.errors import Fic2EpubError, NotAWork, SourceError
from fic2epub.options import Options

if TYPE_CHECKING:
    from fic2epub.cli.parcels import Parcel
    from fic2epub.cli.post import Addressee, Sent
    from fic2epub.errors import Notice
    from fic2epub.sources import Found

__all__ = ["send"]

_SOURCES, _BOOK, _LOOKS = "Sources", "The book", "Looks and pictures"
_TEXT, _SENDING = "Text and style", "Sending"
_TO = "kobo, kindle, pocketbook, nook, tolino, boox, koreader, android; a folder; mail:NAME."
_OWN = frozenset(("books", "to", "force", "dry_run", "quiet", "kind", "partial", "anew", "device", "template"))
"""What is not about how books are made."""


@click.command(cls=Grouped, short_help="Send books to a device, a folder, a mailbox.")
@click.argument("books", metavar="BOOK…", nargs=-1, required=True)
@option(_SENDING, "--to", required=True, metavar="PLACE", help=_TO)
@option(_SENDING, "--dry-run", is_flag=True, help="Say where each book would go, and do nothing.")
@option(_SENDING, "--force", is_flag=True, help="Replace a newer edition, too.")
@option(_SENDING, "--quiet", is_flag=True, help="Say nothing but errors.")
@source_options(
    _SOURCES,
    join="Make one book of all sources of a work: chapters, editions.",
    omnibus="Make one book of all works, in the order of their series.",
)
@option(_SOURCES, "--anew", is_flag=True, help="Make a new book of an EPUB, too, instead of sending it as it is.")
@book_options(_BOOK)
@option(_BOOK, "--template", default=Options().template, show_default=True, help="Name of a book's file.")
@look_options(_LOOKS)
@text_options(_TEXT)
def send(
    books: tuple[str, ...],
    to: str,
    **choices: Any,  # noqa: ANN401 - what the options above declare
) -> int:
    """
    Send each BOOK to a device: an EPUB as it is, a saved work as the book that is made of it.

    A Kobo gets KEPUBs. An older edition of the same work is replaced in its place, so that the device finds the page
    again. Prints where each book is.

    \b
    fic2epub send "My Work.html" --to kobo
    fic2epub send *.epub --to /media/ann/PocketBook
    fic2epub send "My Work.html" --to mail:kindle
    """  # noqa: D301 - click reads \b as "keep these lines"
    from fic2epub.cli.parcels import Wanted, parcels_of  # noqa: PLC0415 - --help does not want it
    from fic2epub.cli.post import addressee_of  # noqa: PLC0415 - the same

    force, dry_run, quiet, kind, anew = (choices.pop(name) for name in ("force", "dry_run", "quiet", "kind", "anew"))
    context = click.get_current_context()
    said = {name for name in context.params if context.get_parameter_source(name) is ParameterSource.COMMANDLINE}
    addressee = addressee_of(to, choices["device"] if "device" in said else None)
    options = chosen(choices | {"device": addressee.target})
    run = _Run(addressee, force=force, dry_run=dry_run, quiet=quiet)
    fields = {name: getattr(options, name) for name in sorted(said - _OWN)}
    for parcel in parcels_of(books, Wanted(options, kind, fields, anew=anew), run.fail):
        run.send(parcel)
    return run.end()


class _Run:
    """Books on their way, and the exit code as it grows."""

    def __init__(self, addressee: Addressee, *, force: bool, dry_run: bool, quiet: bool) -> None:
        self._addressee = addressee
        self._force, self._dry_run, self._quiet = force, dry_run, quiet
        self._code = 0
        self._begun = self._any = self._left_out = False

    def send(self, parcel: Parcel) -> None:
        """Send one, and say where it is."""
        try:
            if not (self._begun or self._dry_run):
                self._begun = True
                self._tell(self._addressee.begin(), "the device")
            sent = self._addressee.take(parcel, force=self._force, dry_run=self._dry_run)
        except Fic2EpubError as error:
            error.where = error.where or parcel.source
            self.fail(error, None)
            return
        if sent is not None:
            self._show(sent)

    def fail(self, error: Fic2EpubError, found: Found | None) -> None:
        """A source came to nothing; no failure when it was met among others and holds no work."""
        from fic2epub.cli.verbs import complain  # noqa: PLC0415 - imports this module by name

        if found is not None and found.among_others and isinstance(error, SourceError):
            self._left_out = True
            if not self._quiet:
                click.echo(f"left out: {found.name}: {error.message}", err=True)
            return
        code = complain(error)
        self._code = self._code or code

    def end(self) -> int:
        """Send what was kept for the end, say what is to be done now, and answer the first error's code."""
        if not self._dry_run:
            self._finish()
        return self._code or (NotAWork.exit_code if self._left_out and not self._any else 0)

    def _finish(self) -> None:
        try:
            ending = self._addressee.end()
        except Fic2EpubError as error:
            self.fail(error, None)
            return
        for sent in ending.sent:
            self._show(sent)
        self._tell(ending.notices, "the mail")
        if self._any and ending.words and not self._quiet:
            click.echo(ending.words, err=True)

    def _show(self, sent: Sent) -> None:
        self._any = True
        click.echo(sent.shown)
        self._tell(sent.notices, sent.source)

    def _tell(self, notices: tuple[Notice, ...], source: str) -> None:
        from fic2epub.cli.tell import tell  # noqa: PLC0415 - --help does not want it

        if not self._quiet:
            tell(notices, source)
