"""The language of a whole work, told from its letters where the source names none, or one that they deny."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fic2epub.dom import letters_of
from fic2epub.languages import base_of, direction_of, is_upright
from fic2epub.normalize.markup.scripts import LEFTWARD, SCRIPTS, scripts_among, share_in, signs_in, signs_of, suits

if TYPE_CHECKING:
    from fic2epub.errors import Note
    from fic2epub.model import Html, Work
    from fic2epub.options import Options

__all__ = ["told_language"]

_LOOKED_AT = 3
"""Chapters: the first may be a note in English."""
_SAMPLE = 60_000
"""Bytes of a chapter whose letters are counted."""
_DENIED = 9
"""Letters for each other one that deny the language that the source names; for one without a name a majority does."""
_UNKNOWN = "und"
_FOR_LEFTWARD = "und-Arab"
"""Arabic, Persian, Urdu and others share their letters; which way they run is known."""
_FOR_HEBREW_LETTERS = "und-Hebr"


def told_language(work: Work[Html], options: Options, note: Note) -> str:
    """
    The language of the work as a BCP 47 tag: the source's, or what the letters of its chapters tell against that.

    What the options say is never denied. Letters tell a language that no other shares them with; of those that run
    from the right and are shared, the script. An omnibus is in the language of all its works.
    """
    written = options.language or work.metadata.language or _UNKNOWN
    told = "" if options.language else _told(work, written)
    if told:
        said = work.metadata.language_name or written
        named = "which the source does not name" if written == _UNKNOWN else f"the source says {said}"
        note("M040", f"the language was told from the letters, {named}: {told}; --language says it")
    language = told or (_of_parts(work, options) if work.parts and written == _UNKNOWN else written)
    if options.vertical and work.chapters and not is_upright(language):
        note(
            "M046",
            f"lines from top to bottom are for Japanese and Chinese, and the work is in {language}; --language says it",
        )
    return language


def _of_parts(work: Work[Html], options: Options) -> str:
    """The language of an omnibus, if that of its works was told and is one."""
    languages = {told_language(part, options, lambda *_: None) for part in work.parts}
    return languages.pop() if len(languages) == 1 else _UNKNOWN


def _told(work: Work[Html], written: str) -> str:
    """The language that the letters tell, if it is another; empty otherwise."""
    bodies = [chapter.body.element for chapter in work.chapters]
    if not any(signs_in(body) & {"~letters", "~leftward"} for body in bodies[:_LOOKED_AT]):
        return ""
    samples = [letters_of(body)[:_SAMPLE] for body in bodies]
    texts = [sample.decode(errors="ignore") for sample in samples]
    signs = signs_of("".join(texts))
    times = 2 if base_of(written) == _UNKNOWN else _DENIED
    for script in scripts_among(signs, SCRIPTS):
        share = share_in(texts, script)
        if share.mostly(times) and script.language == "he" and share.doubts and not suits(written, script):
            return _FOR_HEBREW_LETTERS
        if share.tells(times):
            return "" if suits(written, script) else script.language
    runs_leftward = direction_of(written) == "ltr" and scripts_among(signs, (LEFTWARD,))
    return _FOR_LEFTWARD if runs_leftward and share_in(texts, LEFTWARD).mostly(times) else ""
