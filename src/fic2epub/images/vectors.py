"""Drawings (SVG) made safe: what is known to draw stays, by a list of our own; what could run or fetch goes."""

from __future__ import annotations

import re
import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING

from lxml import etree

from fic2epub.dom import parse_xml, serialize
from fic2epub.errors import ReadingError
from fic2epub.images.target import MOST_BYTES, Changed, Fitted, Unshowable
from fic2epub.values import NamedTuple

if TYPE_CHECKING:
    from lxml.etree import _Element

    from fic2epub.images.target import Target

__all__ = ["Drawn", "drawing"]

_SVG = "{http://www.w3.org/2000/svg}"
_XLINK = "{http://www.w3.org/1999/xlink}href"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_SIMPLE = frozenset(
    (
        *("svg", "g", "defs", "symbol", "use", "title", "desc", "path", "rect", "circle", "ellipse", "line"),
        *("polyline", "polygon", "text", "tspan", "linearGradient", "radialGradient", "stop", "clipPath", "style"),
    )
)
"""Elements that every reading system draws (SVG 1.1; what Adobe RMSDK and Kindle lack is not among them)."""
_RICH = frozenset(
    (
        *("pattern", "mask", "marker", "filter", "textPath", "feBlend", "feColorMatrix", "feComponentTransfer"),
        *("feComposite", "feFlood", "feFuncA", "feFuncB", "feFuncG", "feFuncR", "feGaussianBlur", "feMerge"),
        *("feMergeNode", "feOffset"),
    )
)
"""Elements that are safe to draw, and drawn alike by few."""
_WORDS = frozenset(("a", "switch"))
"""Elements of which what is in them is kept."""
_TEXTS = frozenset(("title", "desc", "style"))
"""Elements of which only text is kept: EPUBCheck 5 ends with an exception at a `style` in a `style`."""
_DRAWN = _SIMPLE | _RICH | _WORDS
_IDLE = frozenset(("metadata", "sodipodi", "animate", "animateTransform", "animateMotion", "set", "cursor", "view"))
"""Elements without which the drawing looks as it did, or as it does when it stands still."""
_ATTRIBUTES = frozenset(
    (
        *("id", "class", "style", "transform", "d", "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "rx", "ry"),
        *("fx", "fy", "dx", "dy", "rotate", "width", "height", "points", "viewBox", "preserveAspectRatio", "version"),
        *("offset", "gradientUnits", "gradientTransform", "spreadMethod", "clipPathUnits", "textLength"),
        *("lengthAdjust", "fill", "fill-opacity", "fill-rule", "stroke", "stroke-width", "stroke-opacity"),
        *("stroke-linecap", "stroke-linejoin", "stroke-miterlimit", "stroke-dasharray", "stroke-dashoffset"),
        *("opacity", "color", "display", "visibility", "overflow", "clip-path", "clip-rule", "stop-color"),
        *("stop-opacity", "font-family", "font-size", "font-style", "font-weight", "letter-spacing", "text-anchor"),
        *("text-decoration", "dominant-baseline", "baseline-shift"),
    )
)
_RICH_ATTRIBUTES = frozenset(
    (
        *("mask", "filter", "marker-start", "marker-mid", "marker-end", "patternUnits", "patternTransform"),
        *("patternContentUnits", "maskUnits", "maskContentUnits", "filterUnits", "primitiveUnits", "markerWidth"),
        *("markerHeight", "markerUnits", "refX", "refY", "orient", "startOffset", "in", "in2", "result", "mode"),
        *("type", "values", "operator", "k1", "k2", "k3", "k4", "stdDeviation", "flood-color", "flood-opacity"),
        *("tableValues", "slope", "intercept", "amplitude", "exponent"),
    )
)
_UNSEEN = frozenset(_SVG + name for name in ("svg", "g", "defs", "title", "desc", "style"))
"""Elements of which nothing is seen."""
_OUTSIDE = re.compile(
    r"(?i)url\(\s*['\"]?\s*(?!['\"]?#)|@|expression|javascript:|\\|<|image\(|image-set|src\(|-binding"
)
"""What leads out of a drawing, or hides that it does, in a value or a sheet."""
_RICH_RULE = re.compile(r"(?i)\b(?:filter|mask|marker(?:-\w+)?)\s*:[^;]*;?")
"""A declaration of a style that uses one of the rich elements."""
_REFERENCE = re.compile(r"(?i)url\(\s*['\"]?#([^'\")]*)")
_REFERRED = re.compile(r"(?i)url\([^)]*\)?(?:\s+(?=[^\s;!])([^;]+))?")
"""A reference, with what is to be taken where it leads to nothing."""
_NAME = re.compile(r"[^\W\d][\w.-]*")
"""An id as XML has it, but for a few signs of few scripts (Namespaces in XML 1.0, NCName)."""
_COMMENT = re.compile(r"(?s)/\*.*?(?:(\*/)|\Z)")
_SIMPLE_SELECTOR = r"(?:\*|[A-Za-z][\w-]*|[.#][A-Za-z_][\w-]*)(?:[.#][A-Za-z_][\w-]*)*"
_SELECTOR = re.compile(rf"{_SIMPLE_SELECTOR}(?: ?[ >+] ?{_SIMPLE_SELECTOR})*")
_DECLARATION = re.compile(
    r"-?[A-Za-z][\w-]*\s*:(?:[\s\w#.,%+-]|\([^()'\"]*\)|'[^'\n]*'|\"[^\"\n]*\")+(?:!\s*important)?"
)
"""What drawing programs write into `style`."""
_MOST_ELEMENTS = 20_000
_MOST_DRAWN = 100_000
"""Elements, each counted as often as it is drawn: `use` of a `use` of a `use` doubles them each time."""
_GROUND = "ground"
"""Class of the white area that we put behind a drawing, for it would be seen through at night."""
_LENGTH = re.compile("([^a-z%]+)(px|pt|pc|mm|cm|in)?")
_LARGE = 1_000_000
_UNITS = {None: 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}
"""Pixels of CSS (CSS Values and Units 3, section 6.2)."""
_SECONDS, _PATIENCE = 10, 60
"""In which a drawing has to be drawn: of a processor's time, and by the clock where no such limit can be set."""
_MEMORY = 2 << 30
_DRAWER = """
import sys
width, height, seconds, memory = map(int, sys.argv[1:])
try:
    import resource
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
except (ImportError, ValueError, OSError):
    pass
import resvg_py
drawing = sys.stdin.buffer.read().decode()
sys.stdout.buffer.write(bytes(resvg_py.svg_to_bytes(svg_string=drawing, width=width, height=height)))
"""
"""A program of its own, that can be stopped: a drawing of a few lines may keep resvg busy for hours or take all memory,
and as long as it draws, Python does not even hear Ctrl-C."""


class Drawn(NamedTuple):
    """A drawing as pixels."""

    data: bytes
    """A PNG."""
    changed: Changed


class _Sight(NamedTuple):
    """What was seen while a drawing was made safe."""

    rich: bool
    """Whether it has what few reading systems draw alike."""
    lost: bool
    """Whether anything that would have been seen is gone."""


def drawing(data: bytes, target: Target) -> Fitted | Drawn:
    """
    A drawing that can do no harm: as it is if it is simple, else in pixels if the extra `svg` is installed.

    Raises `Unshowable` when it is no drawing, draws nothing, or would take for ever.
    """
    try:
        root = parse_xml(data)
    except ReadingError as error:
        raise Unshowable("not well-formed") from error
    sight = _make_safe(root)
    width, height = _stand_on_white(root)
    if sight.rich or target.grey:
        png = _pixels(serialize(root, doctype=None), target.fit((width, height)))
        if png:
            return Drawn(png, Changed(poorer=sight.lost))
    if sight.rich:
        _drop_rich(root)
        _settle_references(root)
    etree.cleanup_namespaces(root, top_nsmap={"xlink": _XLINK[1:-5]})  # editors declare a dozen
    safe = serialize(root, doctype=None)
    if len(safe) > MOST_BYTES:
        raise Unshowable("too many bytes")
    return Fitted(safe, "svg", Changed(poorer=sight.lost or sight.rich))


def _make_safe(root: _Element) -> _Sight:
    """Leave what draws, with the attributes that say how; everything else goes."""
    if root.tag != f"{_SVG}svg" or sum(1 for _ in root.iter()) > _MOST_ELEMENTS:
        raise Unshowable("no drawing, or too large a one")
    lost = rich = False
    for element in list(root.iter()):
        parent = element.getparent()
        name = _name_of(element)
        if parent is not None and (name not in _DRAWN or _name_of(parent) in _TEXTS):
            lost = lost or bool(name and name not in _IDLE and not name.startswith("{"))
            _drop(element, parent)
            continue
        if name in _WORDS:
            element.tag = f"{_SVG}g"
        rich = rich or name in _RICH
        kept_all, uses_rich = _settle_attributes(element)
        lost, rich = lost or not kept_all, rich or uses_rich
    for sheet in root.iter(f"{_SVG}style"):  # now, for what stood behind something that is gone stands in them
        if not _is_sheet(sheet.text or ""):
            sheet.text, lost = None, True
    if not any(element.tag not in _UNSEEN for element in root.iter("*")):
        raise Unshowable("it draws nothing")
    _settle_references(root)
    _limit(root)
    return _Sight(rich, lost)


def _name_of(element: _Element) -> str:
    """The name of an element of SVG; that of another language with its namespace or braces, nothing for a comment."""
    if not isinstance(element.tag, str):
        return ""
    return element.tag.removeprefix(_SVG) if element.tag.startswith("{") else f"{{}}{element.tag}"


def _drop(element: _Element, parent: _Element) -> None:
    """Take it away with all inside it; what stands behind it stays."""
    tail, before = element.tail or "", element.getprevious()
    if before is None:
        parent.text = (parent.text or "") + tail
    else:
        before.tail = (before.tail or "") + tail
    parent.remove(element)


def _settle_attributes(element: _Element) -> tuple[bool, bool]:
    """Drop what is not on the lists or leads outside: whether nothing that draws is gone, whether any is rich."""
    whole, rich = True, False
    for name, value in list(element.attrib.items()):
        if name in (_XLINK, "href"):
            del element.attrib[name]
            if value.startswith("#"):
                element.set(_XLINK, value)
            elif element.tag == f"{_SVG}use":
                whole = False
        elif name in _ATTRIBUTES or name in _RICH_ATTRIBUTES or name == _SPACE:
            rich = rich or (name in _RICH_ATTRIBUTES and name != "type")
            rich = rich or (name == "style" and _RICH_RULE.search(value) is not None)
            if _OUTSIDE.search(value):
                del element.attrib[name]
                whole = False
        else:
            del element.attrib[name]
    return whole, rich


def _settle_references(root: _Element) -> None:
    """Ids are names and stand once, and what refers to nothing does so no more: EPUBCheck reads drawings, too."""
    named: set[str] = set()
    for element in root.iter("*"):
        ident = element.get("id")
        if ident in named or (ident is not None and not _NAME.fullmatch(ident)):
            del element.attrib["id"]
        elif ident is not None:
            named.add(ident)
    for element in root.iter("*"):
        if element.get(_XLINK, "#")[1:] not in named:
            element.attrib.pop(_XLINK, None)
        for name, value in element.attrib.items():
            if not named.issuperset(_REFERENCE.findall(value)):
                element.set(name, _REFERRED.sub(lambda found: found[1] or "none", value))


def _is_sheet(css: str) -> bool:
    """Whether these are plain rules that lead nowhere; what reads books stumbles over others."""
    css = " ".join(_COMMENT.sub(lambda comment: " " if comment[1] else "{", css).split())
    rules = css.split("}")
    if _OUTSIDE.search(css) or rules.pop().strip():
        return False
    return all(_is_rule(*rule.partition("{")[::2]) for rule in rules)


def _is_rule(selectors: str, declarations: str) -> bool:
    declared = declarations.strip().removesuffix(";")
    named = all(_SELECTOR.fullmatch(one.strip()) for one in selectors.split(","))
    return named and (not declared or all(_DECLARATION.fullmatch(one.strip()) for one in declared.split(";")))


def _limit(root: _Element) -> None:
    """Refuse a drawing that refers to parts of itself so often that it is never done."""
    named = {ident: element for element in root.iter("*") if (ident := element.get("id"))}
    weights: dict[str, int] = {}

    def weight(element: _Element, around: frozenset[str]) -> int:
        total = 0
        for part in element.iter("*"):
            total += 1
            for ident in _referred(part):
                if ident in around:
                    raise Unshowable("it refers to itself")
                if ident in named and ident not in weights:
                    weights[ident] = weight(named[ident], around | {ident})
                total += weights.get(ident, 0)
                if total > _MOST_DRAWN:
                    raise Unshowable("it would take for ever")
        return total

    try:
        weight(root, frozenset())
    except RecursionError as error:
        raise Unshowable("it refers too deep") from error


def _referred(element: _Element) -> list[str]:
    """The ids of what an element draws."""
    found = [ident for name, value in element.attrib.items() if name != "id" for ident in _REFERENCE.findall(value)]
    reference = element.get(_XLINK, "")
    return [*found, reference[1:]] if reference else found


def _stand_on_white(root: _Element) -> tuple[int, int]:
    """Give the drawing a size and a white ground, if it has none yet; answers the size in pixels."""
    box = [_number(side) for side in root.get("viewBox", "").replace(",", " ").split()]
    width, height = _length(root.get("width")), _length(root.get("height"))
    if len(box) != 4 or box[2] <= 0 or box[3] <= 0:  # noqa: PLR2004 - a corner and a size
        box = [0.0, 0.0, width or 300.0, height or 150.0]  # CSS 2.1, section 10.3.2
        root.set("viewBox", " ".join(f"{side:g}" for side in box))
    for name in ("width", "height"):
        if "%" in root.get(name, ""):
            del root.attrib[name]
    first = next((kid for kid in root if kid.tag == f"{_SVG}rect"), None)
    if first is None or first.get("class") != _GROUND:
        ground = root.makeelement(f"{_SVG}rect", {"class": _GROUND, "fill": "#ffffff"})
        for name, side in zip(("x", "y", "width", "height"), box, strict=True):
            ground.set(name, f"{side:g}")
        root.insert(0, ground)
    return max(1, round(width or box[2])), max(1, round(height or box[3]))


def _length(written: str | None) -> float:
    """A length in pixels; zero when it is none or depends on the page."""
    found = _LENGTH.fullmatch((written or "").strip())
    return max(0.0, _number(found[1]) * _UNITS[found[2]]) if found else 0.0


def _number(written: str) -> float:
    """A number of a size that a drawing may have; zero for any other."""
    try:
        number = float(written)
    except ValueError:
        return 0.0
    return number if abs(number) < _LARGE else 0.0


def _drop_rich(root: _Element) -> None:
    """Leave out what few reading systems draw alike."""
    for element in list(root.iter("*")):
        parent = element.getparent()
        if _name_of(element) in _RICH and parent is not None:
            _drop(element, parent)
            continue
        for name in _RICH_ATTRIBUTES & set(element.attrib):
            if name != "type":
                del element.attrib[name]
        if "style" in element.attrib:
            element.set("style", _RICH_RULE.sub("", element.get("style", "")))


def _pixels(safe: bytes, size: tuple[int, int]) -> bytes:
    """The drawing as a PNG; empty when nothing here can draw it. Raises `Unshowable` when that fails, or has no end."""
    if not sys.executable or find_spec("resvg_py") is None:  # the extra `svg`
        return b""
    import subprocess  # noqa: PLC0415 - few works have drawings

    command = (sys.executable, "-c", _DRAWER, *map(str, size), str(_SECONDS), str(_MEMORY))
    try:
        drawn = subprocess.run(command, input=safe, capture_output=True, timeout=_PATIENCE, check=False)  # noqa: S603 - ourselves
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Unshowable("it cannot be drawn, or has no end") from error
    if drawn.returncode or not drawn.stdout:
        raise Unshowable("it cannot be drawn")
    return drawn.stdout
