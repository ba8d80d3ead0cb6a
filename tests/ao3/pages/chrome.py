"""What all pages share: the header with its menus, banners, sidebar, comments and footer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.ao3.head import stored
from tests.ao3.links import link
from tests.ao3.pages.age import Age

if TYPE_CHECKING:
    from tests.ao3.pages.shown import Shown

__all__ = ["feedback", "footer", "header", "sidebar"]


def header(shown: Shown) -> list[str]:
    """The archive's name, the menus, and what the archive has to say to all; its links lead to other works, too."""
    viewer, modern = shown.viewer, shown.age >= Age.A2011_11
    tag = "header" if modern else "div"
    lines = [
        f'  <{tag} id="header" class="region">',
        '    <h1 class="heading">',
        f'      <a href="/"><span>{shown.site_name}</span><sup> beta</sup></a>',
        "    </h1>",
    ]
    if viewer.logged_in:
        lines.append('    <div id="greeting"><p class="icon"></p><ul class="user navigation actions" role="menu">')
        lines.append('      <li><a href="/users/reader_of_all/readings">Hi, reader_of_all!</a></li></ul></div>')
    else:
        lines.append('    <div id="login"><p><a id="login-dropdown" href="/users/login">Log In</a></p></div>')
    lines += [
        '    <ul class="primary navigation actions" role="menu">',
        '      <li class="dropdown"><a href="/menu/fandoms">Fandoms</a></li>',
        '      <li class="dropdown"><a href="/works/999000111">Work of the Day</a></li>',
        "    </ul>",
        '    <form class="search" id="search" action="/works/search" method="get"><p>',
        '    <input class="text" name="work_search[query]" type="text" /></p></form>',
    ]
    if viewer.collection:
        lines.append(f'    <div class="collection header"><h2>{stored(viewer.collection.title)}</h2></div>')
    lines.append(f"  </{tag}>")
    if viewer.admin_banner:
        lines.append(
            f'  <div id="admin-banner" class="announcement"><blockquote class="userstuff">{viewer.admin_banner}'
        )
        lines.append("  </blockquote></div>")
    if viewer.proxy_notice:
        lines.append('  <div id="proxy-notice"><div class="userstuff"><p>Important message:</p><ol>')
        lines.append("    <li>You are using a proxy site that is not part of the archive.</li></ol></div></div>")
    return lines


def sidebar(shown: Shown) -> list[str]:
    """Pages within a collection have its menu and its style."""
    collection = shown.viewer.collection
    if collection is None:
        return []
    path = f"/collections/{collection.name}"
    return [
        '<style type="text/css">#header .collection { background-image: url(/images/banner.png); }</style>',
        '<div id="dashboard" class="collection region" role="navigation">',
        '  <ul class="navigation actions">',
        f"    <li>{link(f'{path}/works', 'Works (12)')}</li>",
        f"    <li>{link('/works/888000111', 'A Work of the Collection')}</li>",
        "  </ul>",
        "</div>",
    ]


def feedback(shown: Shown) -> list[str]:
    """Kudos, the form for comments, and the comments that were opened."""
    work, viewer = shown.work, shown.viewer
    lines = [
        f'<div id="feedback" class="feedback"{shown.role}>',
        '  <h3 class="landmark heading">Actions</h3>',
        '  <ul class="actions" role="navigation">',
        '    <li><a href="#main">&#8593; Top</a></li>',
    ]
    if not viewer.is_creator:
        lines += [
            '    <li><form id="new_kudo" class="new_kudo" action="/kudos" method="post">',
            '      <input type="hidden" name="authenticity_token" value="no-token" />',
            f'      <input value="{work.work_id}" type="hidden" name="kudo[commentable_id]" />',
            '      <input value="Work" type="hidden" name="kudo[commentable_type]" />',
            '      <input type="submit" name="commit" value="Kudos ♥" /></form></li>',
        ]
    lines += ["  </ul>", '  <h3 class="landmark heading"><a id="comments">Comments</a></h3>']
    if work.kudos:
        lines.append(
            '  <div id="kudos"><p class="kudos"><a href="/users/first_fan">first_fan</a> left kudos!</p></div>'
        )
    lines.append('  <div id="add_comment_placeholder"><div id="add_comment">')
    lines.append(f'    <form class="new_comment" action="{shown.path}/comments" method="post">')
    lines.append('      <textarea name="comment[comment_content]"></textarea></form></div></div>')
    lines.append('  <div id="comments_placeholder" style="display:none;">')
    if viewer.comments:
        lines.append('    <ol class="thread">')
        for number, comment in enumerate(viewer.comments, 1):
            lines.append(f'      <li class="odd comment group" id="comment_{number}" role="article">')
            lines.append(
                '        <h4 class="heading byline"><a href="/users/first_fan">first_fan</a> on Chapter 1</h4>'
            )
            lines.append(f'        <blockquote class="userstuff">{comment}</blockquote>')
            lines.append("      </li>")
        lines.append("    </ol>")
    return [*lines, "  </div>", "</div>"]


def footer(shown: Shown) -> list[str]:
    """The last block, and the script that counts the visit."""
    path = f"/works/{shown.work.work_id}/hit_count.json"
    counter = f"  $j(document).ready(function() {{ $j.post('{path}'); }});"
    return [
        '  <div id="footer" role="contentinfo" class="region">',
        '    <h3 class="landmark heading">Footer</h3>',
        '    <ul class="navigation actions" role="navigation"><li><a href="/site_map">Site Map</a></li></ul>',
        "  </div>",
        '<script type="text/javascript">//<![CDATA[',
        "" if shown.viewer.preview else counter,
        "//]]></script>",
    ]
