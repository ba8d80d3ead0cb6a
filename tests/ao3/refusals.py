"""Prints the pages that people save in place of a work, in the archive's markup of today and of before.

Templates followed: otwarchive layouts/application.html.erb, works/_adult.html.erb, user_sessions/new.html.erb,
works/show.html.erb (unrevealed), errors/*.html.erb, public/*.html, series/show.html.erb, works/navigate.html.erb,
works/index.html.erb and others as named. What stands in front of the archive is printed as seen from outside.
"""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["PAGES", "NotAWorkPage", "page"]

_WORK = "https://archiveofourown.org/works/40000001"
_HEADER = (
    '<header id="header" class="region"><h1 class="heading"><a href="/"><span>Archive of Our Own</span></a></h1>'
    '<div id="login" class="dropdown"><form class="new_user" action="/users/login" method="post">'
    '<input name="user[login]"><input type="submit" value="Log In"></form></div>'
    '<nav aria-label="Site"><ul class="primary navigation actions"><li><a href="/media">Fandoms</a></li></ul></nav>'
    "</header>"
)
_FOOTER = '<div id="footer" role="contentinfo" class="region"><p>Footer words.</p></div>'


class NotAWorkPage(NamedTuple):
    """A page, and what must be said of it."""

    name: str
    source: bytes
    said: str
    """In the sentence."""
    hint: str
    """In the advice."""


def page(made_by: str, inside: str, title: str = "Archive of Our Own", *, flash: str = "", mark: str = "") -> bytes:
    """A page of the archive: `made_by` is the class of `div#main`, `mark` what a browser wrote before it."""
    said = f'<div class="flash error">{flash}</div>' if flash else '<div class="flash"></div>'
    return (
        f'<!DOCTYPE html>\n{mark}<html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        '<link rel="stylesheet" href="/stylesheets/skins/skin_1.css"><script src="/javascripts/a.js"></script>'
        f'</head><body class="logged-out"><div id="outer" class="wrapper"><ul id="skiplinks"><li>Main Content</li></ul>'
        f'{_HEADER}<div id="inner" class="wrapper"><div id="main" class="{made_by} region" role="main">{said}'
        f'{inside}<div class="clear"><!--presentational--></div></div></div>{_FOOTER}</div></body></html>'
    ).encode()


def _blurb(number: int, title: str) -> str:
    """A work in a list (works/_work_module.html.erb)."""
    return (
        f'<li class="work blurb group work-{number}" id="work_{number}" role="article"><div class="header module">'
        f'<h4 class="heading"><a href="/works/{number}">{title}</a> by <a rel="author" href="/users/a">a</a></h4>'
        '<h5 class="fandoms heading"><a class="tag" href="/tags/F/works">Invented Lighthouse Stories</a></h5></div>'
        '<blockquote class="userstuff summary"><p>It rains.</p></blockquote>'
        '<dl class="stats"><dt class="words">Words:</dt><dd class="words">1,234</dd></dl></li>'
    )


_LIST = f'<ol class="work index group">{_blurb(11, "Hard Rain")}{_blurb(12, "Soft Bread")}</ol>'


def _adult(*, today: bool) -> bytes:
    if_you = "If you continue, you have" if today else "If you proceed you have"
    words = f"This work could have adult content. {if_you} agreed that you are willing to see such content."
    heading = '<h2 class="landmark heading">Adult Content Warning</h2>' if today else ""
    yes = "Yes, Continue" if today else "Proceed"
    return page(
        "works-show",
        f'{heading}<p class="caution{" notice" if today else ""}">{words}</p><ul class="actions" role="menu">'
        f'<li><a href="/works/40000001?view_adult=true">{yes}</a></li><li><a href="/works">Go Back</a></li></ul>'
        f'<ol class="work index group">{_blurb(40000001, "Hard Rain")}</ol>',
        "Hard Rain - a - Invented Lighthouse Stories [Archive of Our Own]",
    )


def _login(made_by: str, heading: str, words: str, **more: str) -> bytes:
    return page(
        made_by,
        f'<div class="session"><h3 class="heading">{heading}</h3><p>{words}</p>'
        '<div id="loginform"><form class="new_user" id="new_user" action="/users/login" method="post">'
        "<p><label>Username:</label></p></form></div></div>",
        **more,
    )


_RESTRICTED = (
    "This work is only available to registered users of the Archive. If you already have an Archive of Our Own"
    " account, log in now."
)
_SAVED = "<!-- saved from url=(0040){} -->\n"
_RETURN = _SAVED.format("https://archiveofourown.org/users/login?restricted=true&return_to=%2Fworks%2F40000001")
_NO_PERMISSION = "Sorry, you don't have permission to access the page you were trying to reach."


def _error(number: int, *, words: str, heading: str = "") -> bytes:
    inside = f'<h2 class="heading">{heading or f"Error {number}"}</h2><h3 class="heading">{words}</h3>'
    return page(f"system errors error-{number}", inside, f"{number} | Archive of Our Own")


def _unrevealed(title: str) -> bytes:
    return page(
        "works-show",
        '<p class="notice">This work is part of an ongoing challenge and will be revealed soon! You can find details'
        ' here: <a href="/collections/tide_tables">Tide Tables</a></p>',
        title,
    )


def _plain(title: str, inside: str, head: str = "") -> bytes:
    """A page of somebody else's."""
    return f"<!DOCTYPE html><html><head><title>{title}</title>{head}</head><body>{inside}</body></html>".encode()


def _listing(made_by: str, heading: str, inside: str = _LIST) -> bytes:
    return page(made_by, f'<h2 class="heading">{heading}</h2><h3 class="landmark heading">Listing Works</h3>{inside}')


_SERIES = (
    '<h2 class="heading">Weather</h2><div class="wrapper"><dl class="series meta group"><dt>Creator:</dt></dl>'
    f'</div><ul class="series work index group">{_blurb(11, "Hard Rain")}{_blurb(12, "Soft Bread")}</ul>'
)
_INDEX = (
    '<h2 class="heading">Chapter Index for <a href="/works/40000001">Hard Rain</a> by <a href="/users/a">a</a>'
    '</h2><ol class="chapter index group" role="navigation"><li><a href="/works/40000001/chapters/9">1. Dawn</a>'
    ' <span class="datetime">(2012-12-08)</span></li></ol>'
)
_CLOUD = (
    '<link rel="stylesheet" href="/cdn-cgi/styles/main.css">',
    '<script src="/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1"></script>',
)


_OURS: tuple[NotAWorkPage, ...] = (
    NotAWorkPage("adult", _adult(today=True), "adult content, not the work “Hard Rain” itself", f"work ({_WORK})"),
    NotAWorkPage(
        "adult-until-2023", _adult(today=False), "not the work “Hard Rain” itself", "Yes, Continue (or Proceed)"
    ),
    NotAWorkPage(
        "restricted",
        _login("sessions-new", "Sorry!", _RESTRICTED, mark=_RETURN),
        "for people with an account only",
        f"log in to the archive, open the work ({_WORK})",
    ),
    NotAWorkPage(
        "restricted-until-2018", _login("user_sessions-new", "Sorry!", _RESTRICTED), "for people with", "log in"
    ),
    NotAWorkPage("log-in", _login("sessions-new", "Log in", ""), "this is the archive's log-in page", "log in to the"),
    NotAWorkPage(
        "no-permission-log-in",
        _login("sessions-new", "Log in", "", flash=f"{_NO_PERMISSION} Please log in."),
        "the archive does not show this work to you",
        "if you may see it, log in",
    ),
    NotAWorkPage(
        "hidden-by-admin",
        page("users-show dashboard", '<h2 class="heading">a</h2>', flash=_NO_PERMISSION),
        "the archive does not show this work to you",
        "log in to the archive",
    ),
    NotAWorkPage(
        "unrevealed", _unrevealed("Mystery Work | Archive of Our Own"), "not revealed yet", "when it is revealed"
    ),
    NotAWorkPage(
        "unrevealed-other-title", _unrevealed("Archive of Our Own"), "not revealed yet", "when it is revealed"
    ),
    NotAWorkPage(
        "no-download",
        page("works-show", "", "Hard Rain - lampkeeper", flash="Sorry, downloads are currently disabled."),
        "could not make the download: “Sorry, downloads are currently disabled.”",
        "choose Entire Work and save that page",
    ),
    NotAWorkPage(
        "not-rendered",
        page("works-show", "", flash="We were not able to render this work.\nPlease try again in a little while."),
        "“We were not able to render this work. Please try again in a little while.”",
        "choose Entire Work",
    ),
    NotAWorkPage(
        "deleted",
        _error(404, words="The page you were looking for doesn't exist."),
        "“Error 404”: the work is not at this address, or was deleted",
        "copies saved before",
    ),
    NotAWorkPage("error-400", _error(400, words="Bad request."), "“Error 400”", "log in to the archive if you can"),
    NotAWorkPage("error-403", _error(403, words="Access blocked", heading="Forbidden"), "“Error 403”", "log in to"),
    NotAWorkPage("error-422", _error(422, words="The change you wanted was rejected."), "“Error 422”", "log in to"),
    NotAWorkPage("error-429", _error(429, words="Too Many Requests"), "too much was asked of it", "wait a few minutes"),
    *(
        NotAWorkPage(
            f"error-{number}", _error(number, words="Busy."), f"out of order, and sent “Error {number}”", "wait"
        )
        for number in (445, 500, 502, 503, 507)
    ),
    NotAWorkPage(
        "timeout",
        page("system errors error-timeout_error", '<h2 class="heading">Timeout Error</h2>'),
        "an error page in place of the work: “Timeout Error”",
        "wait a few minutes",
    ),
    NotAWorkPage(
        "session-expired",
        page("system errors error-auth_error", '<h2 class="heading">Session Expired</h2>'),
        "“Session Expired”",
        "wait a few minutes",
    ),
    NotAWorkPage("series", page("series-show", _SERIES), "the page of a series, not a work: “Weather”", "--omnibus"),
    NotAWorkPage(
        "chapter-index", page("works-navigate", _INDEX), "the list of a work's chapters", f"open the work ({_WORK})"
    ),
    NotAWorkPage(
        "works-of-a-tag", _listing("works-index filtered", "1 - 20 of 42 Works in Rain"), "a list of works", "open"
    ),
    NotAWorkPage(
        "search", _listing("works-search", "Search Results"), "a list of works, not a work: “Search", "Entire Work"
    ),
    NotAWorkPage("history", _listing("readings-index dashboard", "History"), "a list of works", "open the work,"),
    NotAWorkPage("collected", _listing("works-collected", "Works in Tide Tables"), "a list of works", "open the work,"),
    NotAWorkPage("collection", _listing("collections-show", "Tide Tables"), "a collection, not a work: “Tide", "open"),
    NotAWorkPage(
        "bookmarks", _listing("bookmarks-index", "Bookmarks by a", ""), "a page of bookmarks", "open the work"
    ),
    NotAWorkPage(
        "bookmark", page("x", '<div class="bookmark blurb">Rain</div>'), "this is a bookmark", "open the work"
    ),
    NotAWorkPage("tag", _listing("tags-show", "Rain", ""), "the page of a tag, not a work: “Rain”", "open the work"),
    NotAWorkPage("fandoms", _listing("media-index", "Fandoms", ""), "the page of a tag", "open the work"),
    NotAWorkPage("user", _listing("users-show dashboard", "a"), "a user of the archive", "open the work,"),
    NotAWorkPage("profile", _listing("profile-show dashboard", "a", ""), "a user of the archive", "open the work"),
    NotAWorkPage(
        "kudos", _listing("kudos-index", 'Kudos on <a href="/works/40000001">Hard Rain</a>', ""), "left kudos", _WORK
    ),
    NotAWorkPage(
        "comments",
        _listing("comments-index", 'Comments on <a href="/works/40000001">Hard Rain</a>', "<p>Lovely.</p>"),
        "comments on a work, not the work: “Comments on Hard Rain”",
        _WORK,
    ),
    NotAWorkPage(
        "external", page("external_works-show", "<h2>Rain</h2>"), "stands on another site", "save it from there"
    ),
    NotAWorkPage("related", page("related_works-index", "<h2>Related Works</h2>"), "a list of related works", "open"),
    NotAWorkPage("editor", page("chapters-edit", "<h2>Edit Chapter</h2>"), "for writing works", "open the work"),
    NotAWorkPage(
        "home", page("system docs home-index", "<h2>Archive of Our Own</h2>"), "the archive's first page", "open"
    ),
    NotAWorkPage("about", page("system docs home-about", "<h2>About</h2>"), "but not a work: “About”", "open the work"),
    NotAWorkPage(
        "metadata-alone",
        page("works-show", '<div class="wrapper"><dl class="work meta group"><dt>Rating:</dt></dl></div>'),
        "holds what is known of a work, and no text",
        "open the work",
    ),
)
"""Pages of the archive."""

_MAIL = b"Title: Hard Rain<br />by lampkeeper and a friend of hers.<p>The lamp was lit.</p>"

_THEIRS: tuple[NotAWorkPage, ...] = (
    NotAWorkPage("retry-later", b"Retry later\n", "“Retry later”", "wait a few minutes"),
    NotAWorkPage("moment", _plain("Just a moment...", "<p>Checking.</p>"), "what guards the archive", "in a browser"),
    NotAWorkPage(
        "challenge", _plain("", "<p>Enable JavaScript.</p>", _CLOUD[1]), "what guards the archive", "in a browser"
    ),
    NotAWorkPage(
        "blocked",
        _plain("Attention Required! | Cloudflare", "<h1>Sorry</h1>", _CLOUD[0]),
        "what guards",
        "in a browser",
    ),
    NotAWorkPage(
        "limited", _plain("Access denied", "<h1>Error 1015</h1><h2>You are being rate limited</h2>"), "too much", "wait"
    ),
    NotAWorkPage("limited-text", b"error code: 1015", "too much was asked of the archive", "wait a few minutes"),
    NotAWorkPage(
        "525",
        _plain("archiveofourown.org | 525: SSL handshake failed", "<h1>SSL handshake failed</h1>", _CLOUD[0]),
        "“Error 525”",
        "wait a few minutes",
    ),
    NotAWorkPage(
        "nginx", _plain("502 Bad Gateway", "<center><h1>502 Bad Gateway</h1></center><hr>"), "“Error 502”", "wait"
    ),
    NotAWorkPage(
        "shields", _plain("", "<h1>Shields are up!</h1><p>Are you a person?</p>"), "whether you are a person", "wait"
    ),
    NotAWorkPage(
        "maintenance", _plain("", "<h1>The Archive is down for maintenance</h1>"), "closed for maintenance", "wait"
    ),
    NotAWorkPage(
        "another-site",
        _SAVED.format("https://www.example.net/s/1").encode() + _plain("Rain", "<nav>x</nav><p>Words.</p>"),
        "this is a page of example.net, not of the archive",
        "a site that runs its software",
    ),
    NotAWorkPage(
        "another-site-canonical",
        _plain("Rain", "<div><p>Words.</p></div>", '<link rel="canonical" href="https://stories.example.net/1">'),
        "this is a page of stories.example.net",
        "Archive of Our Own",
    ),
    *(
        NotAWorkPage(
            f"titled-{number}", _plain(title, "<nav>x</nav><p>Words.</p>"), "a page of another site", "can be read"
        )
        for number, title in enumerate(
            ("Rain Chapter 1, a harbour fanfic | FanFiction", "Rain - lamp - Wattpad", "lamp on Tumblr")
        )
    ),
    NotAWorkPage(
        "search-engine", _plain("hard rain - Google Search", "<p>About 9 results</p>"), "a search engine", "open"
    ),
    NotAWorkPage(
        "folder", _plain("Index of /saves", "<h1>Index of /saves</h1><ul><li>a</li></ul>"), "or a server made", "open"
    ),
    NotAWorkPage("json", b'{"title": "Hard Rain", "text": "<p>Rain.</p>"}', "this is JSON", "open the work"),
    NotAWorkPage("json-list", b'[{"id": 1}]', "this is JSON", "open the work"),
    NotAWorkPage("css", b"/* <p>a</p> */ .userstuff p { margin: 0 }", "a style sheet", "open the work"),
    NotAWorkPage("script", b"/* a */ (function(){ document.write('<p>x</p>') })()", "a script", "open the work"),
    NotAWorkPage("feed", b'<?xml version="1.0"?>\n<feed xmlns="http://www.w3.org/2005/Atom"/>', "a news feed", "open"),
    NotAWorkPage(
        "xml", b'<?xml version="1.0"?><!-- a --><svg xmlns="http://www.w3.org/2000/svg"/>', "XML of another", "open"
    ),
    NotAWorkPage("mail", _MAIL, "does not go on like one", "give the attachment as it came"),
    NotAWorkPage(
        "text", "The lamp was lit — twice.\n\nNobody minded.\n".encode(), "this is plain text", "open the work"
    ),
    NotAWorkPage("anything", b"<nav>Home</nav><p>Words.</p>", "this is not a work of the archive", "open the work"),
)
"""What stands in front of the archive, other sites, and files of other kinds."""

PAGES = _OURS + _THEIRS
"""What reading refuses with `NotAWork`, and what is said of each."""
