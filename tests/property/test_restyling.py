"""A book of one look made into another is the one that its source gives; and back, it is the first: byte for byte."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

import fic2epub
from fic2epub.epub import epub_bytes
from fic2epub.errors import OptionsError
from fic2epub.model import Source
from fic2epub.options import CHOICES
from fic2epub.restyling import remake
from tests.ao3.pages import Age
from tests.ao3.together import TOGETHER
from tests.ao3.works import Era
from tests.property.books import OPTIONS
from tests.property.mixed import any_options, mixed_works, saved
from tests.property.strategies import many, some

if TYPE_CHECKING:
    from collections.abc import Callable

    from fic2epub import Options
    from tests.ao3.works import FakeWork

_FORMS = st.sampled_from([*(era for era in Era if era >= Era.D3), *(age for age in Age if age >= Age.A2019_09)])
_FREE = ("theme", "paragraphs", "notes", "warnings")
"""Options with words to choose from that may always be changed, but for notes that are left out."""
_LOOKS = st.fixed_dictionaries(
    {
        **{name: st.sampled_from(CHOICES[name]) for name in _FREE},
        "footnotes": st.sampled_from(("popup", "end")),
        "vertical": st.booleans(),
        "lengths": st.booleans(),
        "ui_language": st.sampled_from((None, "de", "ja", "pt-BR", "ar", "he", "tlh")),
        "css": st.sampled_from(("", "p { margin: 1em 0 }")),
        "subjects": st.sampled_from((("shelf", "fandom"), ("rating", "tag"), ())),
        "shelf": st.sampled_from(("Fan fiction", "Fics")),
    }
)
_TITLES = st.sampled_from((None, "Another “title”"))
_FICTION = {"R090", "R091", "R092"}


def _remade(book: bytes, changes: dict[str, Any]) -> bytes:
    remade = remake(Source(data=book, name="book.epub"), changes).book
    assert _FICTION.isdisjoint(notice.code for notice in remade.notices)
    return epub_bytes(remade)


def _check(made: Callable[[Options], bytes], base: Options, there: dict[str, Any], back: dict[str, Any]) -> None:
    """From one look to the other and back, unless notes are left out on the way or were from the start."""
    first, second = (made(replace(base, **looks)) for looks in (there, back))
    try:
        changed = _remade(first, back)
    except OptionsError:
        assert "drop" in {there["notes"], back["notes"]}
        return
    assert changed == second
    if "drop" not in {there["notes"], back["notes"]}:
        assert _remade(changed, there) == first


@many
@given(
    work=mixed_works(),
    form=_FORMS,
    options=any_options(),
    looks=st.tuples(_LOOKS, _LOOKS),
    titles=st.tuples(_TITLES, _TITLES),
)
def test_any_look_and_back(
    work: FakeWork,
    form: Era | Age,
    options: Options,
    looks: tuple[dict[str, Any], dict[str, Any]],
    titles: tuple[str | None, str | None],
) -> None:
    source = saved(work, form)

    def made(options: Options) -> bytes:
        return epub_bytes(fic2epub.build(fic2epub.read(source, options), options))

    there, back = ({**look, "title": title} for look, title in zip(looks, titles, strict=True))
    _check(made, replace(options, images="keep"), there, back)


@some
@given(there=_LOOKS, back=_LOOKS)
def test_any_look_of_an_omnibus_and_back(there: dict[str, Any], back: dict[str, Any]) -> None:
    sources = [file for name, file in TOGETHER.items() if name.startswith("harbour-")]

    def made(options: Options) -> bytes:
        return epub_bytes(fic2epub.build(fic2epub.omnibus(sources, options), options))

    _check(made, OPTIONS, there, back)
