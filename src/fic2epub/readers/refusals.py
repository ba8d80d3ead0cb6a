"""Every page that people save in place of a work: what tells it, what is said of it, how to get the work.

Signatures are those of otwarchive's templates (app/views, ApplicationHelper#classes_for_main) of all years; walls and
servers in front of the archive are told by their own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from fic2epub.readers.refuse import Seen

    Sign = Callable[[Seen], bool]

__all__ = ["KINDS", "OTHERWISE", "Kind", "kind_of"]

_SAVE = "choose Entire Work and save the page, or choose Download, then HTML"
_OPEN = f"open the work{{at}}, {_SAVE}"
_LATER = f"wait a few minutes, open the work{{at}} again, {_SAVE}"
_SHORT = 500
"""Characters: a page with more text than this says more than that something went wrong."""
_COMMENTS = r"(?>/\*(?s:.*?)\*/\s*|//[^\n]*\n\s*)*+"
_PROLOG = r"(?><\?(?s:.*?)\?>\s*|<!--(?s:.*?)-->\s*|<!DOCTYPE (?!html)[^>]*>\s*)*+"
"""What may stand before a sheet, a script or an XML document; atomic, so that no file makes it try all ways."""


class Kind(NamedTuple):
    """A kind of page: a name for tests, what tells it, what is said, what to do."""

    name: str
    sign: Sign
    said: str
    """With `{heading}`, `{work}`, `{number}`, `{host}`, `{flash}` for what the page tells."""
    hint: str
    """With `{at}` for the work's address, where it is told."""


def _made_by(*names: str) -> Sign:
    """Pages of the archive with one of these classes, or with one that begins so (`comments-*`), at `div#main`."""
    whole = frozenset(name for name in names if not name.endswith("*"))
    starts = tuple(name.removesuffix("*") for name in names if name.endswith("*"))

    def sign(seen: Seen) -> bool:
        return not whole.isdisjoint(seen.classes) or any(name.startswith(starts or "\0") for name in seen.classes)

    return sign


def _with(path: str) -> Sign:
    """Pages of the archive that hold such an element."""

    def sign(seen: Seen) -> bool:
        return seen.main is not None and bool(seen.main.xpath(path))

    return sign


def _flashing(*words: str) -> Sign:
    """Pages above which the archive says one of these."""

    def sign(seen: Seen) -> bool:
        said = seen.flash.casefold()
        return any(word in said for word in words)

    return sign


def _saying(pattern: str) -> Sign:
    """Pages of other programs than the archive: by their title or first heading, or all they say if that is little."""
    compiled = re.compile(pattern, re.IGNORECASE)

    def sign(seen: Seen) -> bool:
        places = (seen.title, seen.heading, seen.text if len(seen.text) < _SHORT else "")
        return seen.main is None and any(compiled.search(place) for place in places)

    return sign


def _titled(pattern: str) -> Sign:
    compiled = re.compile(pattern, re.IGNORECASE)
    return lambda seen: seen.main is None and bool(compiled.search(seen.title) or compiled.search(seen.heading))


def _beginning(pattern: str) -> Sign:
    """Files that begin so, after byte order mark and white space."""
    compiled = re.compile(pattern, re.IGNORECASE)
    return lambda seen: compiled.match(seen.beginning) is not None


def _numbered(*numbers: int) -> Sign:
    """Error pages of the archive, or of the servers in front of it, with one of these numbers."""

    def sign(seen: Seen) -> bool:
        ours = "errors" in seen.classes
        theirs = seen.main is None and len(seen.text) < _SHORT and bool(_ERROR_TITLE.search(seen.title or seen.heading))
        return (ours or theirs) and (seen.number in numbers or not numbers)

    return sign


_ERROR_TITLE = re.compile(
    r"(?:^|\| |error )[45]\d\d:? (?:a timeout|bad|connection|forbidden|gateway|gone|http|internal|not found|origin"
    r"|request|service|ssl|too many|unauthorized|unprocessable|web server)|^error \d{3}$",
    re.IGNORECASE,
)
"""What servers in front of the archive write above their own errors: nginx, Cloudflare."""


def _walled(seen: Seen) -> bool:
    """A page of Cloudflare's; `/cdn-cgi/l/` is its mangling of e-mail addresses, which works have, too."""
    if seen.main is not None:
        return False
    sources = seen.root.xpath("//script/@src | //link/@href | //img/@src | //form/@action | //script/text()")
    marks = ("/cdn-cgi/challenge-platform", "/cdn-cgi/styles", "/cdn-cgi/images", "/cdn-cgi/phish", "_cf_chl_opt")
    return any(mark in str(source) for source in sources for mark in marks) or bool(_WALL.search(seen.title))


_WALL = re.compile(r"^Just a moment|^Attention Required|\| Cloudflare\s*$|^DDoS-Guard", re.IGNORECASE)


_is_login_page = _made_by("sessions-new", "user_sessions-new")
_has_login_form = _with(".//form[@id='loginform' or @id='new_user_session'] | .//div[@id='loginform']")
_lists_works = _made_by(
    *("works-index", "works-search", "works-collected", "works-drafts", "works-show_multiple", "series-index"),
    *("readings-*", "gifts-*", "challenge*", "prompts-*", "admin_posts-*"),
)
_has_blurbs = _with(".//li[contains(concat(' ', @class, ' '), ' blurb ')]")


def _asks_to_log_in(seen: Seen) -> bool:
    return _is_login_page(seen) or _has_login_form(seen)


_begins_as_sheet = _beginning(_COMMENTS + r"(?:@charset|@import|@media|(?:[\w.#*:\[\]=\"', >-]{1,200})\{\s*[\w-]+\s*:)")
_FRONT = re.compile(r"\bPosted originally on the |\bStats: Published: |\} Preface ")


def _is_sheet(seen: Seen) -> bool:
    """Not the text of a download in one line, which begins with its title and its sheet."""
    return _begins_as_sheet(seen) and not _FRONT.search(seen.beginning)


def _is_plain_text(seen: Seen) -> bool:
    """No element but those that a parser adds."""
    body = seen.root.find("body")
    return (body is None or not len(body)) and seen.root.find("head/title") is None


KINDS: tuple[Kind, ...] = (
    Kind(
        "retry later",  # Rack::Attack's answer to too many requests, since 2019-10
        lambda seen: seen.text == "Retry later",
        "the archive answered “Retry later” in place of the work: too much was asked of it in a short time",
        _LATER,
    ),
    Kind("JSON", _beginning(r"[{\[]\s*(?:[\"{\[]|[}\]]\s*$)"), "this is JSON, not a work", _OPEN),
    Kind(
        "feed",
        _beginning(_PROLOG + r"<(?:rss|feed|rdf:RDF)\b"),
        "this is a news feed: it holds summaries, not works",
        _OPEN,
    ),
    Kind(
        "XML",
        _beginning(_PROLOG + r"<(?:svg|opml|urlset|package|ncx|container|plist)\b"),
        "this is XML of another kind, not a work",
        _OPEN,
    ),
    Kind(
        "style sheet",
        _is_sheet,
        "this is a style sheet, not a work",
        _OPEN,
    ),
    Kind(
        "script",
        _beginning(
            _COMMENTS + r"(?:[\"']use strict[\"']|[!(;]*function\b\s*\w*\(|(?:var|let|const)\s+\w+\s*="
            r"|import\s+[\w{*]+.* from |window\.\w+)"
        ),
        "this is a script, not a work",
        _OPEN,
    ),
    Kind(
        "mail",  # otwarchive app/mailers/user_mailer.rb until 2022-07
        _beginning(r"Title: [^\n]{1,300}?<br ?/?>\s*by "),
        "this begins as the mails do in which the archive sent deleted works until 2022, and does not go on like one",
        "give the attachment as it came; or cut off what stands above the text, begin with <p>, and use --title",
    ),
    Kind(
        "limit",
        _saying(r"error 1015|error code: 1015|you are being rate limited"),
        "too much was asked of the archive in a short time, and what guards it sent this page in place of the work",
        _LATER,
    ),
    Kind(
        "busy",
        _numbered(445, 500, 502, 503, 504, 507, 520, 521, 522, 523, 524, 525, 526, 527, 530),
        "the archive was too busy or out of order, and sent “Error {number}” in place of the work",
        _LATER,
    ),
    Kind(
        "wall",
        _walled,
        "this is a page of what guards the archive (Cloudflare), not the work",
        f"open the work{{at}} in a browser, wait until it is shown, {_SAVE}",
    ),
    Kind(
        "shields",
        _saying(r"shields are up"),
        "this page asks whether you are a person: it stood before the work",
        f"open the work{{at}} in a browser, wait until it is shown, {_SAVE}",
    ),
    Kind(
        "maintenance",
        _saying(
            r"\b(?:down|closed|offline|unavailable) for (?:\w+ )?maintenance"
            r"|\b(?:undergoing|under) (?:\w+ )?maintenance"
        ),
        "the archive was closed for maintenance when this was saved",
        _LATER,
    ),
    Kind(
        "not found",
        _numbered(404, 410),
        "this is the archive's “Error {number}”: the work is not at this address, or was deleted",
        f"look whether the work{{at}} is still there, {_SAVE}; of a deleted one, only copies saved before are left",
    ),
    Kind("too many requests", _numbered(429), "the archive sent “Error 429”: too much was asked of it", _LATER),
    Kind(
        "forbidden",
        _numbered(400, 401, 403, 422),
        "the archive sent “Error {number}” in place of the work",
        f"log in to the archive if you can, open the work{{at}}, {_SAVE}",
    ),
    Kind(
        "timeout",
        lambda seen: seen.heading.casefold().startswith(("timeout error", "session expired")),
        "the archive sent an error page in place of the work{heading}",
        _LATER,
    ),
    Kind("error", _numbered(), "the archive sent an error page in place of the work{heading}", _LATER),
    Kind(
        "adult",  # works/_adult.html.erb; at the work's own address, under its own title
        _with(".//a[contains(@href, 'view_adult=true')] | .//form[contains(@action, 'view_adult=true')]"),
        "this is the archive's question whether you want to see adult content, not the work{work} itself",
        f"open the work{{at}}, choose Yes, Continue (or Proceed), then {_SAVE}",
    ),
    Kind(
        "restricted",  # user_sessions/new.html.erb with ?restricted=true
        lambda seen: _asks_to_log_in(seen) and "only available to registered users" in seen.text,
        "this is the archive's log-in page: the work is for people with an account only",
        f"log in to the archive, open the work{{at}}, {_SAVE}",
    ),
    Kind(
        "no permission",
        _flashing("you don't have permission", "you don’t have permission", "you are not allowed"),
        "the archive does not show this work to you: it is hidden, a draft, or somebody else's",
        f"if you may see it, log in to the archive, open the work{{at}}, {_SAVE}",
    ),
    Kind(
        "log-in",
        _asks_to_log_in,
        "this is the archive's log-in page",
        f"log in to the archive, open the work{{at}}, {_SAVE}",
    ),
    Kind(
        "no download",  # the work's page, which is read where the text is there
        _flashing(
            "downloads are currently disabled", "can't download", "can’t download", "not able to render this work"
        ),
        "the archive could not make the download: “{flash}”",
        "open the work{at}, choose Entire Work and save that page",
    ),
    Kind(
        "unrevealed",  # works/_unrevealed… (works/show.html.erb): `Mystery Work`
        lambda seen: seen.title.startswith("Mystery Work") or "is part of an ongoing challenge" in seen.text,
        "this work is part of a challenge and not revealed yet: the page does not hold it",
        f"when it is revealed, open the work{{at}}, {_SAVE}",
    ),
    Kind(
        "series",
        _with(".//dl[contains(concat(' ', @class, ' '), ' series ')]"),
        "this is the page of a series, not a work{heading}",
        f"save each of its works ({_SAVE}); this page puts them in order with --omnibus",
    ),
    Kind(
        "chapter index",
        _with(".//ol[contains(concat(' ', @class, ' '), ' chapter ')][contains(@class, 'index')]"),
        "this is the list of a work's chapters, not the work{heading}",
        f"{_OPEN}; this page puts saved chapters in order with --join",
    ),
    Kind(
        "external work", _made_by("external_works-*"), "this work stands on another site{heading}", "save it from there"
    ),
    Kind("kudos", _made_by("kudos-*"), "this is the list of who left kudos on a work, not the work{heading}", _OPEN),
    Kind("comments", _made_by("comments-*"), "these are comments on a work, not the work{heading}", _OPEN),
    Kind("bookmarks", _made_by("bookmarks-*"), "this is a page of bookmarks, not a work{heading}", _OPEN),
    Kind(
        "bookmark",
        _with(".//div[contains(concat(' ', @class, ' '), ' bookmark ')]"),
        "this is a bookmark, not a work",
        _OPEN,
    ),
    Kind("related works", _made_by("related_works-*"), "this is a list of related works, not a work{heading}", _OPEN),
    Kind(
        "collection",
        _made_by("collections-*", "collection_*"),
        "this is the page of a collection, not a work{heading}",
        _OPEN,
    ),
    Kind(
        "profile",
        _made_by(
            "users-*", "pseuds-*", "profile-*", "people-*", "inbox-*", "preferences-*", "stats-*", "subscriptions-*"
        ),
        "this is the page of a user of the archive, not a work{heading}",
        _OPEN,
    ),
    Kind(
        "tag",
        _made_by("tags-*", "tag_*", "media-*", "fandoms-*"),
        "this is the page of a tag, not a work{heading}",
        _OPEN,
    ),
    Kind(
        "editor",
        _made_by(
            "works-new",
            "works-edit",
            "works-edit_tags",
            "works-import",
            "chapters-new",
            "chapters-edit",
            "chapters-manage",
        ),
        "this is a form of the archive for writing works, not a work{heading}",
        _OPEN,
    ),
    Kind(
        "listing",
        lambda seen: _lists_works(seen) or _has_blurbs(seen),
        "this is a list of works, not a work{heading}",
        _OPEN,
    ),
    Kind("home", _made_by("home-index"), "this is the archive's first page, not a work", _OPEN),
    Kind(
        "cut work",
        _with(".//dl[contains(@class, 'work') and contains(@class, 'meta')] | .//div[@id='workskin']"),
        "this page of the archive holds what is known of a work{heading}, and no text",
        _OPEN,
    ),
    Kind("page", lambda seen: seen.main is not None, "this is a page of the archive, but not a work{heading}", _OPEN),
    Kind(
        "search",
        _titled(
            r"- Google Search$|\bat DuckDuckGo$|- (?:Bing|Search|Yahoo Search.*)$|\bGoogle's cache of\b|^Index of /"
        ),
        "this is a list that a search engine or a server made, not a work",
        _OPEN,
    ),
    Kind(
        "other site",
        lambda seen: seen.foreign,
        "this is a page of {host}, not of the archive",
        "only works saved from the Archive of Our Own, or from a site that runs its software, can be read",
    ),
    Kind(
        "other site by title",
        _titled(r"\| (?:FanFiction|FictionPress|Royal Road)$|\bWattpad$|\bon Tumblr$"),
        "this is a page of another site, not of the archive{heading}",
        "only works saved from the Archive of Our Own, or from a site that runs its software, can be read",
    ),
    Kind(
        "plain text",
        _is_plain_text,
        "this is plain text, and not that of a work of the archive",
        "to be read as text, a work needs all that its download says before and after the chapters; " + _OPEN,
    ),
)
"""Asked in this order."""

OTHERWISE = Kind("otherwise", lambda _: True, "this is not a work of the archive", _OPEN)
"""When nothing tells what the page is."""


def kind_of(seen: Seen) -> Kind | None:
    """What this page is; None when nothing tells it."""
    return next((kind for kind in KINDS if kind.sign(seen)), None)
