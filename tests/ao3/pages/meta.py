"""`dl.work.meta` (otwarchive works/_meta.html.erb, helpers/works_helper.rb, series_helper.rb, tags_helper.rb)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from tests.ao3.facts import LANGUAGES
from tests.ao3.head import stored
from tests.ao3.links import link
from tests.ao3.pages.age import Age

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.ao3.pages.shown import Shown

__all__ = ["meta_list", "series_items"]

_TAG_SIGNS = {"/": "*s*", "&": "*a*", ".": "*d*", "?": "*q*", "#": "*h*"}
_PLURALS = {"Category": "Categories", "Additional Tags": "Additional Tags"}
_HIDDEN = {"warning": "warnings", "freeform": "freeforms"}


def meta_list(shown: Shown) -> list[str]:
    """The list with the wrapper it stands in."""
    modern = shown.age >= Age.A2011_11
    heading = '<h3 class="landmark heading">Work Header</h3>' if modern else '<h3 class="landmark">Work Header</h3>'
    return [
        heading,
        '<div class="wrapper">',
        f'  <dl class="{shown.grouped("work meta")}"{shown.role}>',
        *_rows(shown),
        "  </dl>",
        "</div>",
    ]


def _rows(shown: Shown) -> Iterator[str]:
    work, age = shown.work, shown.age
    groups = (
        ("rating", "Rating", (work.rating,) if work.rating else ()),
        ("warning", "Archive Warning", tuple(_warning(name, age) for name in work.warnings)),
        ("category", "Category", work.categories),
        ("fandom", "Fandom", work.fandoms),
        ("relationship", "Relationship", work.relationships),
        ("character", "Character", work.characters),
        ("freeform", "Additional Tags", work.tags),
    )
    for kind, label, names in groups:
        if names:
            yield from _tag_row(shown, kind, label, names)
    if age >= Age.A2014_04 and work.language:
        code = LANGUAGES.get(work.language, "und").replace("-", "")[:4]
        lang = f' lang="{code}"' if age >= Age.A2023_06 else ""
        yield from _row("language", "Language:", work.language, lang)
    if work.series:
        yield from _row("series", "Series:" if age >= Age.A2011_11 else "Series", ", ".join(series_items(shown)))
    if work.collections:
        links = ", ".join(link(f"/collections/{one.name}", stored(one.title)) for one in work.collections)
        yield from _row("collections" if age >= Age.A2011_11 else "", "Collections:", links)
    yield '    <dt class="stats">Stats:</dt>' if age >= Age.A2011_11 else '    <dt class="stats">Stats<</dt>'
    yield '    <dd class="stats">'
    yield _stats(shown)
    yield "    </dd>"


def _warning(name: str, age: Age) -> str:
    """A warning as pages named it (otwarchive config/config.yml)."""
    if name == "Creator Chose Not To Use Archive Warnings" and age < Age.A2015_07:
        return "Author Chose Not To Use Archive Warnings"
    return "Underage" if name == "Underage Sex" and age < Age.A2025_12 else name


def _row(kind: str, label: str, value: str, attributes: str = "") -> list[str]:
    class_ = f' class="{kind}"' if kind else ""
    return [f"    <dt{class_}>", f"      {label}", "    </dt>", f"    <dd{class_}{attributes}>", value, "    </dd>"]


def _tag_row(shown: Shown, kind: str, label: str, names: tuple[str, ...]) -> list[str]:
    age = shown.age
    shown_label = label if len(names) == 1 else _PLURALS.get(label, f"{label}s")
    if kind == "warning":
        shown_label = link("/tos_faq#tags", shown_label)
    hides = shown.viewer.hides_warnings if kind == "warning" else shown.viewer.hides_freeforms and kind == "freeform"
    entries = _hidden(shown, kind) if hides else "".join(f"<li>{_tag(shown, name)}</li>" for name in names)
    ident = f' id="work_{shown.work.work_id}_category_{kind}"' if age < Age.A2011_11 else ' class="commas"'
    return _row(f"{kind} tags" if age >= Age.A2011_11 else kind, f"{shown_label}:", f"<ul{ident}>{entries}</ul>")


def _hidden(shown: Shown, kind: str) -> str:
    """What stands in place of tags that the viewer does not want to see."""
    work_id, plural = shown.work.work_id, _HIDDEN[kind]
    words = "Show warnings" if kind == "warning" else "Show additional tags"
    query = f"creation_id={work_id}&amp;creation_type=Work&amp;tag_type={plural}"
    anchor = link(f"/tags/show_hidden?{query}", words, 'data-remote="true"')
    if shown.age < Age.A2019_09:
        return f'<li id="work_{work_id}_{plural}">{anchor}</li>'
    return f'<li id="work_{work_id}_category_{plural}"><strong>{anchor}</strong></li>'


def _tag(shown: Shown, name: str) -> str:
    path = f"/tags/{quote(''.join(_TAG_SIGNS.get(sign, sign) for sign in name), safe='*')}/works"
    return link(shown.absolute(path) if shown.age < Age.A2014_04 else path, stored(name), 'class="tag"')


def series_items(shown: Shown) -> list[str]:
    """Each series with the place that the viewer counts, and links to its neighbours there."""
    items = []
    for index, entry in enumerate(shown.work.series):
        position = (shown.viewer.positions or tuple(one.position for one in shown.work.series))[index]
        title = link(f"/series/{entry.key}", stored(entry.title))
        words = f"Part {position} of {title}" if shown.age >= Age.A2022_09 else f"Part {position} of the {title} series"
        before, after = _arrows(shown.age, entry.key) if position > 1 else ("", "")
        items.append(f'<span class="series">{before}<span class="position">{words}</span>{after}</span>')
    return items


def _arrows(age: Age, key: int) -> tuple[str, str]:
    previous, following = f"/works/{key}001", f"/works/{key}002"
    if age < Age.A2017_01:
        return f"{link(previous, '«')} ", f" {link(following, '»')}"
    divider = '<span class="divider"> </span>'
    back = link(previous, "&#8592; Previous Work", 'class="previous"')
    forth = link(following, "Next Work &#8594;", 'class="next"')
    return f"{back}{divider}", f"{divider}{forth}"


def _stats(shown: Shown) -> str:
    """The numbers, with classes since 2015-07."""
    work, age = shown.work, shown.age
    finished = work.planned is not None and work.posted_count >= work.planned
    planned = "?" if work.planned is None else _number(work.planned, age)
    pairs = [("Published:", "published", work.published)]
    if work.planned != 1 or work.posted_count > 1:
        pairs.append(("Completed:" if finished else "Updated:", "status", work.revised or work.published))
    pairs.append(("Words:", "words", "" if work.words is None else _number(work.words, age)))
    pairs.append(("Chapters:", "chapters", f"{_number(work.posted_count, age)}/{planned}"))
    for label, name in (("Comments:", "comments"), ("Kudos:", "kudos"), ("Bookmarks:", "bookmarks"), ("Hits:", "hits")):
        count = getattr(work, name)
        if count or (count is not None and name == "hits"):
            shown_count = _number(count, age)
            path = f"/works/{work.work_id}/bookmarks"
            pairs.append((label, name, link(path, shown_count) if name == "bookmarks" else shown_count))
    if age < Age.A2015_07:
        inside = "".join(f"<dt>{label}</dt><dd>{value}</dd>" for label, _, value in pairs)
        return f"      <dl>{inside}</dl>" if age < Age.A2011_11 else f'      <dl class="stats">{inside}</dl>'
    inside = "".join(f'<dt class="{name}">{label}</dt><dd class="{name}">{value}</dd>' for label, name, value in pairs)
    return f'      <dl class="stats">{inside}</dl>'


def _number(number: int, age: Age) -> str:
    return f"{number:,}" if age >= Age.A2023_04 else str(number)
