"""What saving, copying and re-saving do to a page: marks, addresses, frames, encodings, styles."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tests.ao3.cases.case import chapter, one, several
from tests.ao3.cases.pagecase import PageCase, full_work, page_case
from tests.ao3.pages import Age
from tests.ao3.pages.cloudflare import with_hidden_mail
from tests.ao3.saves import SAVES, Opened

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["CASES"]


def _saved(way: str, path: str = "/works/40000001?view_full_work=true") -> Callable[[bytes], bytes]:
    """The page as a browser or an extension saves it, when its address is this."""

    def resave(page: bytes) -> bytes:
        files = SAVES[way](Opened(page=page, url=f"https://archiveofourown.org{path}"))
        return next(iter(files.values()))

    return resave


def _suffix(way: str) -> str:
    return ".mhtml" if way.endswith("mhtml") else ".html"


def _without_frame(page: bytes) -> bytes:
    """What was copied from the outer box on: no `html`, no `head`."""
    text = page.decode()
    return text[text.index('<div id="outer"') : text.rindex("</body>")].encode()


def _main_alone(page: bytes) -> bytes:
    """What was copied of `div#main`."""
    text = page.decode()
    end = text.index('  <div id="footer"')
    return text[text.index('<div id="main"') : text.rindex("</div>", 0, end)].encode()


def _workskin_alone(page: bytes) -> bytes:
    """What was copied of `div#workskin`."""
    text = page.decode()
    start = text.index('<div id="workskin">')
    end = text.index('<div id="feedback"') if '<div id="feedback"' in text else len(text)
    inside = text[start:end]
    for closing in ("<!-- END work -->", "</div>"):
        inside = inside[: inside.rindex(closing)] if closing in inside else inside
    return inside.rstrip().encode()


def _upper_case(page: bytes) -> bytes:
    return re.sub(rb"(</?)([a-z][a-z0-9]*)", lambda match: match[1] + match[2].upper(), page)


def _minified(page: bytes) -> bytes:
    return re.sub(rb">\s+<", b"><", page)


def _compressed(page: bytes) -> bytes:
    """What SingleFile and minifiers leave out: comments, white space, end tags that HTML lets one omit, quotes."""
    text = re.sub(r"<!--.*?-->", "", page.decode(), flags=re.DOTALL)
    text = re.sub(r"</(?:li|dt|dd|option|p|body|html)>\s*(?=<(?!/?(?:a|em|b|span)\b))", "", re.sub(r"\s+", " ", text))
    return re.sub(r'="([\w-]+)"(?=[ >])', r"=\1", text).encode()


def _crlf(page: bytes) -> bytes:
    return page.replace(b"\n", b"\r\n")


def _extension_styles(page: bytes) -> bytes:
    """Styles that extensions of a browser add: in the head, and before the work's box."""
    text = page.decode().replace("</head>", "<style>#workskin { font-size: 20px; }</style></head>")
    return text.replace('<div id="main"', '<style>.reader { color: red; }</style><div id="main"').encode()


_MAIL = (
    '<p>Write to keeper@lighthouse.example, or <a href="mailto:ines@lighthouse.example" rel="nofollow">to Ines</a>, or '
    '<a href="mailto:tobias@lighthouse.example" rel="nofollow">tobias@lighthouse.example</a>.</p>'
)
_LINKED = (
    '<p>See <a href="#note1" rel="nofollow">the note</a> and <a href="/works/123" rel="nofollow">another work</a>.</p>'
    '<p><a name="note1" rel="nofollow">Note</a>: the tide is real.</p>'
)
_THIRD = "/works/40000001/chapters/91000003"
_PIECE = frozenset(("R010", "R012", "R015", "R026"))


def _work_case(name: str, resave: Callable[[bytes], bytes], **changes: Any) -> PageCase:
    """The full work, saved so."""
    return page_case(f"file-{name}", full_work(Age.A2026_06), resave=resave, **changes)


CASES: tuple[PageCase, ...] = (
    *(_work_case(f"saved-by-{way}", _saved(way), suffix=_suffix(way)) for way in SAVES),
    *(
        page_case(
            f"file-chapter-saved-by-{way}-{age.label}",
            full_work(age),
            age,
            3,
            resave=_saved(way, _THIRD),
            suffix=_suffix(way),
        )
        for way in SAVES
        for age in (Age.A2011_11, Age.A2023_06)
    ),
    _work_case("byte-order-mark", lambda page: b"\xef\xbb\xbf" + page),
    _work_case("crlf", _crlf),
    _work_case("utf-16", lambda page: page.decode().encode("utf-16"), codes=frozenset(("R025", "S001"))),
    _work_case("upper-case-tags", _upper_case),
    _work_case("minified", _minified),
    _work_case("compressed", _compressed, skin=" ".join(full_work(Age.A2026_06).skin.split())),
    _work_case("without-frame", _without_frame),
    _work_case("main-alone", _main_alone),
    _work_case("extension-styles", _extension_styles),
    *(
        page_case(f"file-{name}-{age.label}", full_work(age), age, resave=resave)
        for age in (Age.A2010, Age.A2011_11, Age.A2017_01)
        for name, resave in (("minified", _minified), ("upper-case-tags", _upper_case), ("crlf", _crlf))
    ),
    page_case(
        "file-workskin-alone",
        several("Cut Out", chapter(1), chapter(2, "Two"), restricted=True),
        resave=_workskin_alone,
        rating=None,
        warnings=(),
        categories=(),
        fandoms=(),
        language="und",
        language_name=None,
        published=None,
        words=None,
        progress=None,
        reception=(None, None, None, None),
        codes=_PIECE - {"R012"},
    ),
    page_case(
        "file-hidden-mail",
        several(
            "Mail for keeper@lighthouse.example",
            chapter(1, "From ines@lighthouse.example", body=_MAIL, notes=_MAIL, endnotes=_MAIL),
            chapter(2, summary=_MAIL),
            summary=_MAIL,
            notes=_MAIL,
        ),
        resave=with_hidden_mail,
    ),
    page_case("file-self-links", one("Links", _LINKED), resave=_saved("chrome", "/works/40000001")),
)
