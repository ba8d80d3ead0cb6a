"""The pictures of a work, made what e-readers show: between reading and normalizing, so that all names agree.

`kinds.py` tells what a picture is, `anatomy.py` cuts out what is private, `fitting.py` decides what stays as it is and
makes the rest anew. `fetching.py` is the one place from which anything is asked of the network, and only on demand.
"""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

from fic2epub.errors import Notice
from fic2epub.images.trees import pictures_in, works_in
from fic2epub.kinds import MEDIA_TYPES, asset_of, kind_of, moves
from fic2epub.model import KEPT, LEFT_OUT, ORIGINAL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from contextlib import AbstractContextManager

    from fic2epub.images.target import Fitted, Target, Unshowable
    from fic2epub.model import Asset, Html, Work
    from fic2epub.options import Options

    Progress = Callable[[int], AbstractContextManager[Callable[[], None]]]
    """Shows that so many pictures are waited for, and hands out what moves it by one."""

__all__ = ["fit_pictures", "settle_pictures"]

_MOST_THREADS = 4
"""Each holds one picture decoded."""


def settle_pictures(work: Work[Html], options: Options, progress: Progress | None = None) -> Work[Html]:
    """
    The work with pictures that every e-reader shows; its trees are changed in place.

    What came along is converted and fitted as the options say; what did not is fetched if they ask for it, and left
    for a link otherwise. A picture that turns out to be none is left so, too. Raises `OptionsError` when something
    is to be fetched and the extra that does it is not installed.
    """
    if options.images == "drop":
        return _without_pictures(work)
    if options.images == "fetch":
        from fic2epub.images.fetched import with_fetched  # noqa: PLC0415 - only when asked for

        work = with_fetched(work, progress)
    assets = {asset.href: asset for one in works_in(work) for asset in one.assets}
    if not assets:
        return work
    from fic2epub.images.target import target_of  # noqa: PLC0415 - not without pictures

    became = dict(zip(assets, fit_pictures(assets.values(), target_of(options)), strict=True))
    return _with_fitted(work, became)


def _without_pictures(work: Work[Html]) -> Work[Html]:
    """The work with the descriptions of its pictures only."""
    count = 0
    for picture in pictures_in(work):
        count += 1
        written = picture.get(ORIGINAL) or picture.get("src", "").removeprefix(KEPT) or picture.get("data-src") or ""
        for name in set(picture.attrib) - {"alt", "title"}:
            del picture.attrib[name]
        picture.set("src", LEFT_OUT + written)  # which tells the same ornament between two scenes from another
    parts = tuple(_without_pictures(part) for part in work.parts)
    notices = work.notices
    if count:
        notices = (*notices, Notice("I023", f"pictures left out: {count}; in place of each its description"))
    return replace(work, assets=(), parts=parts, notices=notices)


def fit_pictures(assets: Iterable[Asset], target: Target) -> Iterator[Fitted | Unshowable]:
    """
    Each picture as the target wants it, or why it cannot be shown, in the order in which they came.

    As many are decoded at a time as there are processors, and four at most; pictures are asked for as they are
    needed, so that an iterator that reads them holds a few at a time.
    """
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 - only with pictures

    from fic2epub.images.opening import strictly  # noqa: PLC0415 - brings Pillow

    threads = min(_MOST_THREADS, _processors())
    with strictly(), ThreadPoolExecutor(threads) as pool:
        waiting = []
        for asset in assets:
            waiting.append(pool.submit(_fitted, asset.data, target))
            if len(waiting) > threads:
                yield waiting.pop(0).result()
        for one in waiting:
            yield one.result()


def _processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _fitted(data: bytes, target: Target) -> Fitted | Unshowable:
    from fic2epub.images.fitting import fitted  # noqa: PLC0415 - brings Pillow
    from fic2epub.images.target import Unshowable  # noqa: PLC0415 - the same

    try:
        return fitted(data, kind_of(data), target)
    except Unshowable as error:
        return error


def _with_fitted(work: Work[Html], became: dict[str, Fitted | Unshowable]) -> Work[Html]:
    """The work with what its pictures became, and notices of it."""
    from fic2epub.images.telling import tell  # noqa: PLC0415 - only with pictures

    notices: list[Notice] = []
    assets: dict[str, Asset] = {}
    hrefs: dict[str, str] = {}
    for asset in work.assets:
        found = became[asset.href]
        if isinstance(found, tuple):
            same = found.data == asset.data and asset.media_type == MEDIA_TYPES[found.kind]
            made = asset if same else asset_of(found.data, found.kind)
            assets[made.href], hrefs[asset.href] = made, made.href
    names = _lead(work, hrefs)
    moving = sum(map(moves, assets.values()))
    named = [(names.get(asset.href, ""), became[asset.href]) for asset in work.assets]
    tell(named, moving, lambda *told: notices.append(Notice(*told)))
    parts = tuple(_with_fitted(part, became) for part in work.parts)
    return replace(work, assets=tuple(assets.values()), parts=parts, notices=(*work.notices, *notices))


def _lead(work: Work[Html], hrefs: dict[str, str]) -> dict[str, str]:
    """
    Lead every `img` to what its picture became; back to the network, if anywhere, where it became nothing.

    Answers the addresses in the source of those that became nothing, by the `href` of their assets.
    """
    names: dict[str, str] = {}
    for picture in pictures_in(work):
        source = picture.get("src", "")
        if not source.startswith(KEPT):
            continue
        href = hrefs.get(source.removeprefix(KEPT))
        if href:
            picture.set("src", KEPT + href)
            picture.attrib.pop(ORIGINAL, None)
        else:
            names.setdefault(source.removeprefix(KEPT), picture.get(ORIGINAL, ""))
            picture.set("src", picture.get(ORIGINAL, ""))
            picture.set(ORIGINAL, "")  # its loss is told, and need not be told again
    return names
