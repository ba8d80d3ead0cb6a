"""What is to be known of languages and scripts: which way they run, how their lines break, which are set upright."""

from __future__ import annotations

__all__ = ["base_of", "direction_of", "is_hyphenated", "is_upright", "script_of"]

_SCRIPT = 4
"""Letters of a script's subtag (RFC 5646, section 2.2.3)."""
_RIGHT_TO_LEFT = frozenset("ar arc dv fa he ota ps ug ur yi".split())
"""Languages of the archive's menu that are written right to left whatever the script tag leaves unsaid."""
_RIGHT_TO_LEFT_SCRIPTS = frozenset("arab hebr syrc thaa nkoo adlm".split())
_CHINESE = frozenset("zh cmn hak lzh nan wuu yue".split())
_UPRIGHT = _CHINESE | {"ja"}
"""Languages that books set in lines from top to bottom, too."""
_NEVER_HYPHENATED = (
    _UPRIGHT
    | _RIGHT_TO_LEFT
    # scripts of syllables, or without spaces: W3C, Text Layout Requirements of each
    | frozenset("ko th lo km my bo am ti chr".split())
    # no language, or not one, or one that no dictionary of syllables knows
    | frozenset("und mul zxx art tlh qya sjn tok akk egy got sux".split())
)


def base_of(language: str) -> str:
    """The language of a BCP 47 tag, without region and the like: `pt` of `pt-BR`."""
    return language.partition("-")[0].lower()


def script_of(language: str) -> str:
    """The script that a tag names, in lower case: `hant` of `zh-Hant-TW`; empty when it names none."""
    subtags = language.lower().split("-")
    return next((subtag for subtag in subtags[1:3] if len(subtag) == _SCRIPT and subtag.isalpha()), "")


def direction_of(language: str) -> str:
    """`rtl` or `ltr`, by the script of a BCP 47 tag if it names one, else by its language."""
    script = script_of(language)
    leftward = script in _RIGHT_TO_LEFT_SCRIPTS if script else base_of(language) in _RIGHT_TO_LEFT
    return "rtl" if leftward else "ltr"


def is_upright(language: str) -> bool:
    """Whether books in the language are also set in lines from top to bottom: Japanese and Chinese."""
    return base_of(language) in _UPRIGHT and script_of(language) != "latn"


def is_hyphenated(language: str) -> bool:
    """Whether a reading system may part words of the language with a hyphen at the end of a line."""
    return base_of(language) not in _NEVER_HYPHENATED and direction_of(language) == "ltr"
