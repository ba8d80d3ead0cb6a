"""A library of the house, put together: the shelf, who may come in, the pages, the socket."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from fic2epub.serving.app import application
from fic2epub.serving.guarding import Rules
from fic2epub.serving.library import Library
from fic2epub.serving.running import Refresher, listening, own_names, serve

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from starlette.routing import BaseRoute

    from fic2epub.serving.codes import Gate
    from fic2epub.serving.library import Changes
    from fic2epub.serving.shelf import FolderShelf

__all__ = ["House", "Settings"]


class Settings(NamedTuple):
    """How a library is opened."""

    folder: Path
    bind: str = "127.0.0.1"
    port: int = 8000
    gate: Gate | None = None
    names: tuple[str, ...] = ()
    """Of this machine, beside those that it knows itself."""
    title: str = ""
    upload: bool = False
    keep: bool = False
    every: float = 60
    """Seconds between two looks through the folder."""


class House:
    """A library that is ready to be opened."""

    def __init__(
        self, settings: Settings, shelf: FolderShelf, tell: Callable[[Changes], None], log: Callable[[str], None]
    ) -> None:
        """
        Take the port; raises `DeliveryError` when it is not to be had.

        `tell` is told what was found in the folder, `log` what went wrong.
        """
        self._socket = listening(settings.bind, settings.port)
        self.port = int(self._socket.getsockname()[1])
        title = settings.title or settings.folder.resolve().name or "Library"
        library = Library(shelf, title, settings.gate is not None, settings.upload, settings.keep)
        self._refresher = Refresher(shelf, settings.every, tell, log)
        names = own_names() | {name.lower().rstrip(".") for name in settings.names}
        self._app = application(
            library,
            shelf,
            Rules(settings.gate, names, log),
            uploads=_uploads(settings, library, shelf),
            nudge=self._refresher.nudge,
        )

    def run(self) -> None:
        """Answer until somebody closes it."""
        self._refresher.start()
        try:
            serve(self._app, self._socket)
        finally:
            self._refresher.stop()
            self._socket.close()


def _uploads(settings: Settings, library: Library, shelf: FolderShelf) -> list[BaseRoute]:
    """The addresses for saved works, if they are wanted."""
    if not settings.upload:
        return []
    from fic2epub.serving import upload  # noqa: PLC0415 - only when wanted
    from fic2epub.serving.making import keeping, make  # noqa: PLC0415 - the same

    return upload.routes(library, keeping(make, settings.folder.resolve(), shelf) if settings.keep else make)
