"""The head of a download (otwarchive layouts/barebones.html.erb, models/download.rb)."""

from __future__ import annotations

import html
import re
import unicodedata
from typing import TYPE_CHECKING

from tests.ao3.works import Era

if TYPE_CHECKING:
    from tests.ao3.works import FakeWork

__all__ = ["head", "stored", "title_line"]

_NIMBUS = '"Nimbus Roman No9 L", "Times New Roman", serif'
_CUT = 24
"""Characters of a `<title>`'s part before 2023-04 (otwarchive models/download.rb)."""
_MANY_FANDOMS = 3


def stored(text: str) -> str:
    """A title as the archive keeps it: `&`, `<` and `>` are entities, quotes are not."""
    return html.escape(text, quote=False)


def head(work: FakeWork, era: Era) -> str:
    """From the doctype to `</head>`, in the era's words."""
    metas = (
        ['  <meta charset="utf-8" />', '  <meta http-equiv="x-ua-compatible" content="ie=edge" />']
        if era >= Era.D2A
        else ['  <meta http-equiv="Content-Type" content="text/html; charset=utf-8" />']
    )
    return "\n".join(
        [
            (
                '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN"'
                ' "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">'
            ),
            '<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en" lang="en">',
            "<head>",
            *metas,
            f"  <title>{html.escape(title_line(work, era), quote=False)}</title>",
            '  <style type="text/css">',
            *_style_rules(era),
            "  </style>",
            "</head>",
        ]
    )


def title_line(work: FakeWork, era: Era) -> str:
    """
    What `<title>` says, before the template escapes it.

    From D5 on the stored title, which holds entities already, is printed uncut and so escaped twice; before that
    each part is transliterated, cleaned and cut.
    """
    names = [_in_title(name.shown, era) for name in work.bylines]
    fandoms = list(work.fandoms) or ["No fandom specified"]
    if len(fandoms) > _MANY_FANDOMS:
        fandoms = ["Multifandom"]
    if era >= Era.D5:
        return f"{stored(work.title)} - {', '.join(names)} - {', '.join(fandoms)}"
    if era >= Era.D3:
        parts = (_plain(work.title), _plain(", ".join(names)), _plain(" ".join(fandoms)))
        return " - ".join(_cut(part) for part in parts if part)
    title = _cut_after_word(_plain(work.title)) or f"Work by {'-'.join(names)}"
    return f"{title} - {_plain('-'.join(names))} - {', '.join(fandoms)}"


def _in_title(shown: str, era: Era) -> str:
    """`pseud (user)` stands in the title from D4 on, the pseud alone before."""
    return shown if era >= Era.D4 else shown.split(" (", maxsplit=1)[0]


def _plain(text: str) -> str:
    """ASCII letters, digits, blanks, `_` and `-` only."""
    ascii_only = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^\w\s_-]+", "", ascii_only).strip()


def _cut(text: str) -> str:
    """At most 24 characters, ended at a word border."""
    if len(text) <= _CUT:
        return text
    return text[: _CUT + 1].rsplit(" ", 1)[0][:_CUT]


def _cut_after_word(text: str) -> str:
    """24 characters and the rest of the word."""
    rest = text[_CUT:].split(" ", 1)[0]
    return (text[:_CUT] + rest).strip()


def _style_rules(era: Era) -> list[str]:
    """The download's own presentation; nothing of it is the work's."""
    font = _NIMBUS if era >= Era.D2 else "serif"
    rules = [
        "p.message { text-align: center; }",
        ".meta h1 { font-size: 1.5em; text-align: center; }",
        ".meta h2 { font-size: 1.25em; text-align: center; }",
        ".meta h2 { page-break-before: always; }",
        ".meta .byline { text-align: center; }",
        ".meta dl.tags { border: 1px solid;  padding: 1em; }",
        ".meta dd { margin: -1em 0 0 10em; }",
        ".meta .endnote-link { font-size: .8em; }",
    ]
    if era >= Era.D6A:
        rules += [
            "/* List child related works under the labeling dt */",
            "#afterword .meta dd { margin: 1em 0 0 1em; }",
        ]
    rules += [
        f"#chapters  {{ font-family: {font}; padding: 1em; }}",
        f".userstuff  {{ font-family: {font}; padding: 1em; }}",
    ]
    if era >= Era.D3:
        rules += [
            "/* Invisible headings to help Calibre make a Table of Contents */",
            ".toc-heading { display: none; }",
        ]
    return [f"    {rule}" for rule in rules]
