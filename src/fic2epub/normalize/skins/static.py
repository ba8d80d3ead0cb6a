"""Values made static: variables, arithmetic and newer spellings become what a style of 2010 would have said."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fic2epub.patterns import late

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["ems", "made_static", "percent"]

_LONGEST = 2_000
"""Characters of a value once its variables stand in it: a variable of ten others of ten others has no end."""
_DEEPEST = 12
"""Variables within variables, brackets within brackets."""
_VARIABLE = late(r"var\(\s*(--[\w-]+)\s*(?:,([^()]*(?:\([^()]*\)[^()]*)*))?\)", re.IGNORECASE)
_SUM = late(r"(?:-webkit-|-moz-)?(calc|min|max|clamp)\(([^()]*)\)", re.IGNORECASE)
_FUNCTION = late(r"\b(?:calc|min|max|clamp)\(", re.IGNORECASE)
_GROUP = late(r"(?<![\w-])\(([^()]*)\)")
_LENGTH = late(r"([+-]?(?:[0-9]{1,6}(?:\.[0-9]{0,6})?|\.[0-9]{1,6}))([a-z]*|%)")
_IN_EMS = {
    "em": 1.0,
    "rem": 1.0,
    "ex": 0.5,
    "ch": 0.5,
    "px": 0.0625,
    "pt": 1 / 12,
    "pc": 1.0,
    "in": 6.0,
    "cm": 2.36,
    "mm": 0.236,
    "vw": 0.3,
    "vh": 0.4,
    "vmin": 0.3,
    "vmax": 0.4,
}
"""CSS 2.1's absolute units for text of 16 px (sections 4.3.2 and 15.7), and those of the screen for a small page."""
_OPERATION = late(r"\s*([*/])\s*|\s+([+-])\s+")
_MODERN_COLOUR = late(r"(rgb|hsl)a?\(\s*([\d.]+%?(?:deg)?)\s+([\d.]+%?)\s+([\d.]+%?)\s*(?:/\s*([\d.]+%?)\s*)?\)")
_DEGREES = late(r"(\bhsla?\(\s*[\d.]+)deg\b")
_HEX_WITH_ALPHA = late(r"#([0-9a-f]{8}|[0-9a-f]{4})\b", re.IGNORECASE)


def made_static(value: str, variables: Mapping[str, str]) -> str | None:
    """The value without variables, arithmetic and spellings that cssutils loses; None if it cannot be."""
    for _ in range(_DEEPEST):
        if "var(" not in value.lower():
            break
        value = _VARIABLE.sub(lambda match: _of_variable(match, variables), value)
        if len(value) > _LONGEST:
            return None
    if "var(" in value.lower():
        return None
    if _FUNCTION.search(value):
        value = _calculated(value)
    value = _MODERN_COLOUR.sub(_with_commas, value)
    value = _DEGREES.sub(r"\1", value)
    return _HEX_WITH_ALPHA.sub(_hex_with_commas, value)


def _of_variable(match: re.Match[str], variables: Mapping[str, str]) -> str:
    """What a variable says, or what is said in its place; a word that no property knows if there is neither."""
    name, instead = match[1], match[2]
    return variables.get(name, _UNKNOWN if instead is None else instead.strip())


_UNKNOWN = "unknown-variable"


def _with_commas(match: re.Match[str]) -> str:
    alpha = f", {match[5]}" if match[5] else ""
    return f"{match[1]}{'a' * bool(alpha)}({match[2]}, {match[3]}, {match[4]}{alpha})"


def _hex_with_commas(match: re.Match[str]) -> str:
    digits = match[1] if len(match[1]) > len("rgba") else "".join(digit * 2 for digit in match[1])
    red, green, blue, alpha = bytes.fromhex(digits)
    return f"rgba({red}, {green}, {blue}, {alpha / 255:.2f})"


def _calculated(value: str) -> str:
    """The value with its sums worked out from the inside, as far as all that is in them is fixed."""
    for _ in range(_DEEPEST):
        inner = _GROUP.sub(lambda match: _sum(match[1]) or "none", value)
        inner = _SUM.sub(_called, inner)
        if inner == value:
            break
        value = inner
    return value


def _called(match: re.Match[str]) -> str:
    """One function whose arguments hold no further one; a word that no length is if it cannot be known."""
    kind = match[1].lower()
    results = [_sum(part) for part in match[2].split(",")]
    amounts = [_amount(result) for result in results if result]
    units = {amount[1] for amount in amounts if amount and amount[0]}
    if len(amounts) < len(results) or None in amounts or len(units) > 1:
        return "none"
    numbers = [amount[0] for amount in amounts if amount]
    if kind == "clamp" and len(numbers) == len(("least", "wanted", "most")):
        number = max(numbers[0], min(numbers[1], numbers[2]))
    else:
        number = {"min": min, "max": max}.get(kind, min)(numbers)
    return f"{_plain(number)}{units.pop() if units and number else ''}"


def _sum(written: str) -> str:
    """A sum of numbers and lengths, from the left, products first; empty when its units do not go together."""
    parts = [part for part in _OPERATION.split(written.strip()) if part and part.strip()]
    terms: list[tuple[float, str]] = []
    sign, factor = "+", ""
    for part in parts:
        if part in ("+", "-"):
            sign = part
            continue
        if part in ("*", "/"):
            factor = part
            continue
        amount = _amount(part.strip())
        if amount is None:
            return ""
        if factor:
            terms.append(_product(terms.pop(), amount, factor) if terms else amount)
        else:
            terms.append((-amount[0], amount[1]) if sign == "-" else amount)
        sign, factor = "+", ""
    units = {unit for number, unit in terms if number}
    if len(units) > 1 or not terms:
        return ""
    return f"{_plain(sum(number for number, _ in terms))}{units.pop() if units else ''}"


def _product(one: tuple[float, str], other: tuple[float, str], operation: str) -> tuple[float, str]:
    if operation == "*":
        return one[0] * other[0], one[1] or other[1]
    return (one[0] / other[0] if other[0] else 0.0), one[1]


def _amount(written: str) -> tuple[float, str] | None:
    """A number with `em`, `%` or nothing behind it."""
    match = _LENGTH.fullmatch(written.strip().lower())
    if match is None:
        return None
    number, unit = float(match[1]), match[2]
    if unit in ("", "%"):
        return number, unit
    return (number * _IN_EMS[unit], "em") if unit in _IN_EMS else None


def _plain(number: float) -> str:
    return f"{number:.3f}".rstrip("0").rstrip(".")


def ems(written: str) -> float | None:
    """A length in em; None for one in percent, for numbers without a unit but nought, and for words."""
    amount = _amount(written)
    if amount is None or (amount[1] != "em" and amount[0]):
        return None
    return amount[0]


def percent(written: str) -> float | None:
    """The number of a length in percent."""
    amount = _amount(written)
    return amount[0] if amount and amount[1] == "%" else None
