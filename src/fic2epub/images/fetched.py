"""Pictures of a work that stand on the network become files of the work."""

from __future__ import annotations

import os
from contextlib import nullcontext
from dataclasses import replace
from typing import TYPE_CHECKING

from fic2epub.errors import Notice, OptionsError
from fic2epub.images.storing import CACHE, store_at
from fic2epub.images.telling import some
from fic2epub.images.trees import address_of, pictures_in, works_in
from fic2epub.kinds import asset_of, kind_of
from fic2epub.model import KEPT, ORIGINAL

if TYPE_CHECKING:
    from collections.abc import Callable

    from fic2epub.images import Progress
    from fic2epub.images.storing import Store
    from fic2epub.model import Html, Work

    Fetch = Callable[[list[str], Store, Callable[[], None]], dict[str, bytes | str]]

__all__ = ["with_fetched"]

_MISSING = "fetching pictures needs httpx and platformdirs, which are not installed"
_HINT = "pip install 'fic2epub[fetch]'"


def with_fetched(work: Work[Html], progress: Progress | None, fetch: Fetch | None = None) -> Work[Html]:
    """
    The work with the pictures that its pages show from elsewhere; those that came along are not asked for.

    `fetch` asks the network for all addresses; another one is for tests. Raises `OptionsError` when it is not
    installed.
    """
    addresses = list(
        dict.fromkeys(url for one in works_in(work) for image in pictures_in(one) if (url := address_of(image)))
    )
    if not addresses:
        return work
    fetch, store = _network() if fetch is None else (fetch, store_at(""))
    with progress(len(addresses)) if progress else nullcontext(lambda: None) as advance:
        return _with(work, fetch(addresses, store, advance))


def _network() -> tuple[Fetch, Store]:
    try:
        from fic2epub.images.fetching import fetch_pictures  # noqa: PLC0415 - the extra `fetch`

        return fetch_pictures, store_at(os.environ.get(CACHE))
    except ImportError as error:
        raise OptionsError(_MISSING, hint=_HINT) from error


def _with(work: Work[Html], found: dict[str, bytes | str]) -> Work[Html]:
    """The work with what was found, and a notice of what was not."""
    assets = {asset.href: asset for asset in work.assets}
    fetched: dict[str, None] = {}
    missing: dict[str, str] = {}
    for picture in pictures_in(work):
        address = address_of(picture)
        answer = found.get(address, "") if address else ""
        if isinstance(answer, bytes):
            asset = asset_of(answer, kind_of(answer))
            assets[asset.href], fetched[address] = asset, None
            picture.set("src", KEPT + asset.href)
            picture.set(ORIGINAL, address)
        elif answer:
            missing[address] = f"{address[:80]}: {answer}"
    notices = [Notice("I025", f"pictures fetched: {len(fetched)}")] if fetched else []
    if missing:
        notices.append(Notice("I026", f"pictures that could not be fetched: {some(list(missing.values()))}"))
    parts = tuple(_with(part, found) for part in work.parts)
    return replace(work, assets=tuple(assets.values()), parts=parts, notices=(*work.notices, *notices))
