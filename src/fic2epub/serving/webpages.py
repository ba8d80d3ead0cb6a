"""The library as web pages, for people with an e-reader, a phone or a computer.

Nothing on them needs a script. What is asked for stands in the address, so that every page can be bookmarked and the
way back is the browser's own.
"""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import quote

from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from fic2epub.serving.agents import OTHER, browser_named
from fic2epub.serving.asking import KIND_TITLES, ORDER_TITLES, address_of, asked_for, narrowed, without
from fic2epub.serving.folding import sorted_as
from fic2epub.serving.library import KINDS, ORDERS, Query
from fic2epub.serving.wording import FILTERS

if TYPE_CHECKING:
    from collections.abc import Callable

    from jinja2 import Environment
    from starlette.requests import Request
    from starlette.routing import BaseRoute

    from fic2epub.serving.agents import Browser
    from fic2epub.serving.library import Entry, Kind, Library

__all__ = ["error_page", "login_page", "page_of", "routes"]

_FOLDER = Path(__file__).with_name("web")
_STATIC = {"sheet.css": "text/css; charset=utf-8", "book.svg": "image/svg+xml"}
"""Files that are given out as they are; nothing else of the folder is."""
_FOREVER = "public, max-age=31536000, immutable"
_SLOWLY = 12
"""Books of a page where it takes a second to show one."""
_ASIDE = 6
"""Names of a kind beside the books; all of them stand on a page of their own."""
_NAMES = 200
"""Names on one page of them."""
_SENTENCES = {
    400: "This is no question that the library understands.",
    403: "This is not allowed from here.",
    404: "There is no such page in this library.",
    405: "That cannot be done with this page.",
    413: "That is too large.",
    421: "The library is not known under this address.",
    429: "That was too often. Wait a while.",
    500: "Something went wrong in the library; the terminal in which it runs says more.",
    503: "The library is busy. Try again in a while.",
}
"""What is said where nobody said anything better."""


def routes(library: Library) -> list[BaseRoute]:
    """The addresses of the pages: books, one book, names of a kind, and the files that the pages are made with."""
    return [
        Route("/", _answering(library, _books)),
        Route("/book/{key}", _answering(library, _book)),
        Route("/browse/{kind}", _answering(library, _browse)),
        Route("/static/{name}", _static),
    ]


def login_page(library: Library, *, wrong: bool, wait: int, onward: str, agent: str = "") -> Response:
    """
    The form for the access code.

    `wait` is how many seconds nothing is taken for, `onward` the page after, `agent` what the browser calls itself.
    """
    status = 429 if wait else 401 if wrong else 200
    browser = browser_named(agent)
    return page_of(library, "login.html", browser, status=status, wrong=wrong, wait=wait, onward=onward)


def error_page(library: Library, status: int, sentence: str) -> Response:
    """A page that says what is wrong in a sentence; without one, in ours."""
    return page_of(library, "error.html", OTHER, status=status, code=status, sentence=sentence or sentence_for(status))


def sentence_for(status: int) -> str:
    """What to say of an HTTP status."""
    return _SENTENCES.get(status, _SENTENCES[500 if status >= 500 else 400])  # noqa: PLR2004 - the server's own faults


def page_of(library: Library, template: str, browser: Browser, *, status: int = 200, **facts: Any) -> HTMLResponse:  # noqa: ANN401 - what templates take
    """A page made of one of the templates in `web/`."""
    text = _environment().get_template(template).render(library=library, browser=browser, **facts)
    return HTMLResponse(text, status_code=status, headers={"Cache-Control": "private, no-cache", "Vary": "User-Agent"})


def _answering(
    library: Library, page: Callable[[Library, Request, Browser], Response]
) -> Callable[[Request], Response]:
    """An endpoint; no coroutine, so that it runs in a thread while others are answered."""

    def endpoint(request: Request) -> Response:
        return page(library, request, browser_named(request.headers.get("user-agent", "")))

    return endpoint


def _books(library: Library, request: Request, browser: Browser) -> Response:
    """What is looked for, a page of it, and what it can be narrowed down by."""
    query = asked_for(request.query_params)
    if browser is not OTHER:
        query = query._replace(size=_SLOWLY)
    found = library.shelf.find(query)
    facets = library.shelf.facets(query) if found.total else {}
    return page_of(
        library,
        "books.html",
        browser,
        query=query._replace(page=found.number),
        found=found,
        filters=[(kind, name) for kind in KINDS if (name := getattr(query, kind))],
        facets=[(kind, facets.get(kind, ())[:_ASIDE], len(facets.get(kind, ()))) for kind in KINDS],
    )


def _book(library: Library, request: Request, browser: Browser) -> Response:
    """One book, and those before and behind it in its series."""
    entry = library.shelf.entry(request.path_params["key"])
    if entry is None:
        return error_page(library, 404, "There is no such book in this library; perhaps it was moved or renamed.")
    before, behind = _beside(library, entry)
    return page_of(library, "book.html", browser, entry=entry, before=before, behind=behind)


def _beside(library: Library, entry: Entry) -> tuple[Entry | None, Entry | None]:
    """The books before and behind one in its series."""
    series = library.shelf.neighbours(entry)
    places = [place for place, one in enumerate(series) if one.key == entry.key]
    if not places:
        return None, None
    place = places[0]
    return series[place - 1] if place else None, series[place + 1] if place + 1 < len(series) else None


def _browse(library: Library, request: Request, browser: Browser) -> Response:
    """All names of a kind among the books that are looked for, in order of the alphabet."""
    kind = cast("Kind", request.path_params["kind"])
    if kind not in KINDS:
        return error_page(library, 404, "")
    query = asked_for(request.query_params)
    names = sorted(library.shelf.facets(query)[kind], key=lambda one: sorted_as(one[0]))
    pages = max(1, -(-len(names) // _NAMES))
    query = query._replace(page=min(query.page, pages))
    first = (query.page - 1) * _NAMES
    shown = names[first : first + _NAMES]
    return page_of(library, "browse.html", browser, kind=kind, query=query, names=shown, total=len(names), pages=pages)


@cache
def _environment() -> Environment:
    """The templates; everything that they put in is escaped."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415 - takes a while

    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters.update(FILTERS, quoted=lambda text: quote(text, safe=""))
    environment.globals.update(
        address_of=address_of,
        narrowed=narrowed,
        without=without,
        kind_titles=KIND_TITLES,
        order_titles=ORDER_TITLES,
        orders=ORDERS,
        nothing_asked=Query(),
        static=_address,
    )
    return environment


def _static(request: Request) -> Response:
    """A file that pages are made with; its address changes with its content, so that it may be kept for ever."""
    name = request.path_params["name"]
    if name not in _STATIC:
        return Response(status_code=404)
    content, mark = _file(name)
    asked = request.query_params.get("v") == mark
    return Response(
        content,
        media_type=_STATIC[name],
        headers={"Cache-Control": _FOREVER if asked else "no-cache", "ETag": f'"{mark}"'},
    )


def _address(name: str) -> str:
    return f"/static/{name}?v={_file(name)[1]}"


@cache
def _file(name: str) -> tuple[bytes, str]:
    """Its content, and what tells this content from any other."""
    content = (_FOLDER / name).read_bytes()
    return content, sha256(content).hexdigest()[:12]
