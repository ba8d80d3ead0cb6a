"""A whole page: head, frame, actions, the work, and what follows it (otwarchive layouts/application.html.erb)."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from tests.ao3.links import link
from tests.ao3.pages.age import Age
from tests.ao3.pages.chrome import feedback, footer, header, sidebar
from tests.ao3.pages.menu import actions
from tests.ao3.pages.meta import meta_list
from tests.ao3.pages.shown import Shown
from tests.ao3.pages.text import work_text
from tests.ao3.pages.viewer import Viewer

if TYPE_CHECKING:
    from tests.ao3.works import FakeWork

__all__ = ["render_page"]

_VISITOR = Viewer()
_XHTML = (
    '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">\n'
    '<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en" lang="en">'
)
_HTML = '<!DOCTYPE html>\n<html lang="en">'
_MUTED = "<style>.user-77, .user-78 { display: none !important; visibility: hidden !important; }</style>"
_MANY_FANDOMS = 2


def render_page(work: FakeWork, age: Age, at: int | None = None, viewer: Viewer = _VISITOR) -> bytes:
    """
    The page as AO3 sent it, in UTF-8, with links from the root.

    `at` is the position of the chapter whose page it is; None is the page of the entire work, or of the only chapter.
    """
    shown = Shown(work, age, at, viewer)
    parts = [_head(shown), *header(shown), '<div id="inner" class="wrapper">', *sidebar(shown), *_main(shown)]
    parts += ["</div>", *footer(shown), "</div>", "</body>", "</html>", ""]
    return "\n".join(parts).encode("utf-8", "surrogatepass")


def _head(shown: Shown) -> str:
    viewer, modern = shown.viewer, shown.age >= Age.A2014_04
    metas = (
        ['  <meta charset="utf-8">', '  <meta name="viewport" content="width=device-width, initial-scale=1.0">']
        if modern
        else ['  <meta http-equiv="Content-Type" content="text/html; charset=utf-8" />']
    )
    styles = ['  <link rel="stylesheet" type="text/css" media="screen" href="/stylesheets/skins/skin_1.css" />']
    styles.append('  <style type="text/css" media="all">#main .userstuff p { margin-bottom: 1em; }</style>')
    if viewer.muted:
        styles.append(f"  {_MUTED}")
    return "\n".join(
        [
            _HTML if modern else _XHTML,
            "<head>",
            *metas,
            f"  <title>{html.escape(viewer.title or _title(shown), quote=False)}</title>",
            *styles,
            '  <meta name="csrf-token" content="not-a-token" />',
            "</head>",
            f'<body class="{"logged-in" if viewer.logged_in else "logged-out"}" >',
            '<div id="outer" class="wrapper">',
            '  <ul id="skiplinks"><li><a href="#main">Main Content</a></li></ul>',
        ]
    )


def _title(shown: Shown) -> str:
    """`T - A - F [Archive of Our Own]`; a chapter's page says which."""
    work = shown.work
    fandom = "Multifandom" if len(work.fandoms) > _MANY_FANDOMS else ", ".join(work.fandoms)
    chapter = [f"Chapter {shown.at}"] if shown.of_chapter else []
    names = ", ".join(name.shown for name in work.bylines)
    return f"{' - '.join([work.title, *chapter, names, fandom])} [{shown.site_name}]"


def _main(shown: Shown) -> list[str]:
    viewer = shown.viewer
    kind = "chapters" if shown.of_chapter else "works"
    action = "preview" if viewer.preview else "show"
    lines = [f'<div id="main" class="{kind}-{action} region" role="main">']
    if viewer.flash:
        lines.append(f'  <div class="flash error">{viewer.flash}</div>')
    lines += ['  <div class="flash"></div>', *_notices(shown)]
    work = _work(shown)
    if viewer.preview:
        work = ['<h2 class="heading">Preview</h2>', '<div id="previewpane">', '<div class="draft work">', *work]
        work += ["</div>", "</div>"]
    elif shown.age >= (Age.A2011_11 if shown.of_chapter else Age.A2025_12):
        work = ['<div class="work">', *work, "</div>"]
    return [*lines, *work, *([] if viewer.preview else feedback(shown)), '  <div class="clear"></div>', "</div>"]


def _notices(shown: Shown) -> list[str]:
    viewer = shown.viewer
    lines = ['<ul class="landmark skip">', '  <li><a name="top">&nbsp;</a></li>', "</ul>"]
    if viewer.draft_work:
        lines.append(
            '<p class="notice">This work is a draft and has not been posted. The draft will be <strong>scheduled for '
            "deletion</strong> on 2030-01-01.</p>"
        )
    if viewer.unrevealed:
        collection = link("/collections/tide_tables", "Tide Tables")
        lines.append(
            '<p class="notice">This work is part of an ongoing challenge and will be revealed soon! You can find '
            f"details here: {collection}</p>"
        )
    return lines


def _work(shown: Shown) -> list[str]:
    """The actions, the list of tags, the skin, and the work."""
    menu = [] if shown.viewer.preview else actions(shown)
    text = work_text(shown)
    if shown.age < Age.A2011_11:
        return [*menu, *meta_list(shown), *text]
    skin = _skin(shown)
    work = ["<!-- BEGIN section where work skin applies -->", '<div id="workskin">', *text, "  </div>"]
    if shown.age >= Age.A2026_06:
        work = ['<div id="work-skin" class="wrapper">', *skin, *work, "</div>"]
    else:
        work = [*skin, *work, "  <!-- END work skin -->"]
    return [*menu, *meta_list(shown), *work, "<!-- END work -->"]


def _skin(shown: Shown) -> list[str]:
    if not shown.work.skin or shown.viewer.hides_skin:
        return []
    return ['<style type="text/css">', f"  {shown.work.skin}", "</style>  "]
