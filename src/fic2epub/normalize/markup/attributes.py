"""Rules for attributes that any element may have, and for those that only look like style."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from fic2epub.dom import XML_LANG
from fic2epub.normalize.markup.engine import informed_rule, rule
from fic2epub.normalize.markup.names import BLANK, KNOWN_ATTRIBUTES, OWN_ATTRIBUTES
from fic2epub.normalize.markup.trees import add_class, having, select
from fic2epub.normalize.markup.urls import strict_url
from fic2epub.patterns import late

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.etree import _Element

    from fic2epub.errors import Note
    from fic2epub.options import Options


@rule("@align")
def align_by_class(body: _Element, _: Note) -> None:
    """`align` becomes a class; on pictures, rules and whole tables it only moved the box, and goes."""
    for element in having(body, "align"):
        sense = element.attrib.pop("align").strip(BLANK).lower()
        sense = {"middle": "center", "start": "left", "end": "right"}.get(sense, sense)
        if sense in ("left", "right", "center", "justify") and element.tag not in ("img", "hr", "table"):
            add_class(element, f"align-{sense}")


@rule("@border")
def border_by_class(body: _Element, _: Note) -> None:
    """A table's border becomes a class; other borders go."""
    for element in select(body, "descendant::table[@border]"):
        if element.get("border", "").strip() != "0":
            add_class(element, "bordered")


_HALF, _WHOLE = 50, 100
"""Per cent of the line."""


@rule("@width")
def size_rules(body: _Element, _: Note) -> None:
    """`hr[width]` becomes AO3's own two sizes (public/stylesheets/work_skins/basic_formatting.css)."""
    for element in select(body, "descendant::hr[@width]"):
        match = re.fullmatch(r"\s*([0-9]{1,3})\s*%\s*", element.get("width", ""))
        if match and int(match[1]) <= _HALF:
            add_class(element, "hr-third")
        elif match and int(match[1]) >= _WHOLE:
            add_class(element, "hr-full")


_MARKERS = {
    ("ol", "1"): "ol-decimal",
    ("ol", "a"): "ol-lower-alpha",
    ("ol", "A"): "ol-upper-alpha",
    ("ol", "i"): "ol-lower-roman",
    ("ol", "I"): "ol-upper-roman",
    ("ul", "disc"): "ul-disc",
    ("ul", "circle"): "ul-circle",
    ("ul", "square"): "ul-square",
}


@rule("@type")
def list_type_by_class(body: _Element, _: Note) -> None:
    """The `type` of a list becomes a class."""
    for element in select(body, "descendant::*[self::ol or self::ul][@type]"):
        kind = element.get("type", "").strip(BLANK)
        add_class(element, _MARKERS.get((str(element.tag), kind if element.tag == "ol" else kind.lower()), ""))


_LANGUAGE = (
    r"(?P<language>[a-z]{2,3})(?:-[a-z]{3}){0,3}(?:-[a-z]{4})?(?:-(?:[a-z]{2}|[0-9]{3}))?"
    r"(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*(?:-[0-9a-wyz](?:-[a-z0-9]{2,8})+)*(?:-x(?:-[a-z0-9]{1,8})+)?"
)
"""BCP 47, section 2.1: `langtag` with a language of two or three letters."""
_SHORT = {"ptbr": "pt-BR", "ptpt": "pt-PT", "zhcn": "zh-CN", "zhtw": "zh-TW", "zhhk": "zh-HK"}
"""AO3's own codes that are no tags (otwarchive app/models/language.rb: four characters at most)."""


_KNOWN_LANGUAGES = frozenset(
    # ISO 639-1
    "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee "
    "el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is "
    "it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mo mr "
    "ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh "
    "si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo "
    "xh yi yo za zh zu "
    # ISO 639-3 and 639-2 codes in AO3's menu, and what stands for no one language
    "afr ain akk ale ang arc ase ast azj bar bfi bod bos bua ceb cha chn chr cop cor crh egy enm fcs fil frr fry "
    "fuc fur gem got gyn hak hau haw hnj kal kan kat kaz khm kir lad mic mik mnc moh mon mri mww mya nah nan nav "
    "nds ood ota pdc ppl qya rom sah sco sjn sla slv smi sun sux tat tel tir tlh tok tqx trf tsd uig urd vol wuu "
    "xal yua yue und mul zxx art cmn lzh".split()
)
"""What validators know (axe-core's `valid-lang`); any other three letters are more likely a slip."""


def language_tag(written: str) -> str:
    """A valid BCP 47 tag for what is written, or nothing."""
    tag = written.strip(BLANK).replace("_", "-")
    tag = _SHORT.get(tag.lower(), tag)
    match = re.fullmatch(_LANGUAGE, tag, re.IGNORECASE)
    if match is None or match["language"].lower() not in _KNOWN_LANGUAGES:
        return ""
    variants = tag.lower().split("-")[1:]
    return tag if len(set(variants)) == len(variants) else match["language"]


@informed_rule(f"@lang @xml:lang @{XML_LANG}", f"@lang @{XML_LANG}")
def settle_languages(body: _Element, note: Note, options: Options) -> None:
    """
    `lang` is a BCP 47 tag, and `xml:lang` says the same; what is no tag goes, and what is so without it.

    LibreOffice and Word write the language of every run; it stays where it is another one than what is around it.
    """
    lost = []
    for element in select(body, "descendant::*[@lang or @xml:lang or @*[name()='xml:lang']]"):
        mirrored = element.get(XML_LANG, "")
        if mirrored and mirrored == element.get("lang") == language_tag(mirrored):
            continue
        plain = element.get("xml:lang")
        if plain and plain == element.get("lang") == language_tag(plain) and not mirrored:
            _name_in_place(element, "xml:lang", XML_LANG)
            continue
        element.attrib.pop(XML_LANG, None)
        written = element.attrib.pop("lang", "") or element.get("xml:lang", "") or mirrored
        tag = language_tag(written)
        if tag:
            element.set("lang", tag)
            element.set(XML_LANG, tag)
        else:
            lost.append(written)
    if any(lost):
        note("M010", f"not a language: {', '.join(sorted(set(filter(None, lost)))[:5])}")
    for element in having(body, "lang"):
        inherited = next((said for one in element.iterancestors() if (said := one.get("lang"))), options.language)
        if inherited and inherited.lower() == element.get("lang", "").lower():
            del element.attrib["lang"], element.attrib[XML_LANG]


def _name_in_place(element: _Element, old: str, new: str) -> None:
    """Rename an attribute where it stands: what a book of ours says comes out in the order in which it was written."""
    written = [(new if name == old else name, value) for name, value in element.items()]
    element.attrib.clear()
    element.attrib.update(written)


@rule("@*")
def drop_unknown_attributes(body: _Element, _: Note) -> None:
    """Handlers, `data-`, `aria-`, widths, colours: what no rule before this gave a meaning goes."""
    names: set[str] = set()
    for element in body.iterdescendants():
        names.update(element.keys())
    unknown = names - KNOWN_ATTRIBUTES
    plain = [name for name in unknown if _PLAIN_NAME.fullmatch(name)]
    etree.strip_attributes(body, *plain)
    if len(plain) < len(unknown):
        _drop_odd_attributes(body)


_PLAIN_NAME = late(r"[A-Za-z_][A-Za-z0-9_.-]*")


def _drop_odd_attributes(body: _Element) -> None:
    """Names with a colon or brace come from broken tags, and lxml does not take them for names."""
    for element in body.iterdescendants():
        kept = {name: value for name, value in element.items() if name in KNOWN_ATTRIBUTES}
        if len(kept) < len(element.keys()):
            element.attrib.clear()
            element.attrib.update(kept)


@rule(" ".join("@" + name for name in OWN_ATTRIBUTES))
def drop_misplaced_attributes(body: _Element, _: Note) -> None:
    """An attribute stays on the elements that may have it."""
    for name, owners in OWN_ATTRIBUTES.items():
        path = "".join(f"[not(self::{owner})]" for owner in sorted(owners))
        for element in select(body, f"descendant::*[@{name}]{path}"):
            del element.attrib[name]


_DATE = (
    r"[0-9]{4}-(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)"
    r"(?:T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]+)?(?:Z|[+-](?:0[0-9]|1[0-3]):[0-5][0-9]))?"
)
"""Days that every year has, so that February has no 29th here; a time says its zone."""
_NUMBERS = {
    "colspan": ("[1-9][0-9]{0,2}", 1),
    "rowspan": ("[1-9][0-9]{0,3}", 1),
    "span": ("[1-9][0-9]{0,2}", 1),
    "start": ("-?[0-9]{1,9}", None),
    "value": ("-?[0-9]{1,9}", None),
}


@rule(" ".join("@" + name for name in _NUMBERS))
def settle_numbers(body: _Element, _: Note) -> None:
    """Numbers are numbers, of a size that tables and lists can have."""
    for name, (pattern, default) in _NUMBERS.items():
        for element in having(body, name):
            written = element.get(name, "").strip(BLANK).lstrip("+")
            if not re.fullmatch(pattern, written) or int(written) == default:
                del element.attrib[name]
            else:
                element.set(name, str(int(written)))
    for element in select(body, "descendant::li[@value][not(parent::ol)]"):
        del element.attrib["value"]


@rule("@cite @datetime @scope @open @reversed @role")
def settle_words(body: _Element, _: Note) -> None:
    """The few attributes with values of their own hold one of them, or go."""
    for element in having(body, *_WORDS):
        for name in list(map(str, element.attrib)):
            check = _WORDS.get(name)
            value = check(element.get(name, "").strip(BLANK)) if check else element.get(name)
            if value is None:
                del element.attrib[name]
            elif check:
                element.set(name, value)
        if element.get("role") and "break" not in element.get("class", "").split():
            del element.attrib["role"]


def _cite(written: str) -> str | None:
    """An https address: EPUBCheck 5.3 takes a citation for a remote resource (RSC-031)."""
    url = strict_url(written)
    return url if url and url.startswith("https:") else None


def _scope(written: str) -> str | None:
    return written.lower() if written.lower() in ("row", "col", "rowgroup", "colgroup") else None


def _datetime(written: str) -> str | None:
    return written if re.fullmatch(_DATE, written) else None


_WORDS: dict[str, Callable[[str], str | None]] = {
    "cite": _cite,
    "datetime": _datetime,
    "scope": _scope,
    "open": lambda _: "open",
    "reversed": lambda _: "reversed",
    "role": lambda written: written if written == "separator" else None,
}
