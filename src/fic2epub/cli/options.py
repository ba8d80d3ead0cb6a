"""The options of the verbs, in groups, as `--help` shows them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fic2epub.errors import OptionsError
from fic2epub.options import CHOICES, DESIGNS, SUBJECTS, Options

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping

Decorator = Callable[[Any], Any]
"""Declares an option of a command."""

__all__ = [
    "Grouped",
    "as_changes",
    "book_options",
    "chosen",
    "given",
    "look_options",
    "option",
    "source_options",
    "text_options",
]

_DEFAULT = Options()
_UNSAID = ("title", "ui_language")
"""Options of which nothing is said by default."""
_LONGEST_SHEET = 1_000_000
"""Characters that are read of a sheet: more than any may have (`fic2epub.wishes`)."""
_CHOSEN = {
    "spacing": "Blank paragraphs: tell double spacing from scene breaks, or keep each.",
    "paragraphs": "Paragraphs begin indented, behind a gap, or as the author had it.",
    "footnotes": "Footnotes made by hand: pop up, stand at the chapter's end, or stay as they are.",
    "notes": "Notes: around each chapter, all behind it, at the book's end, or left out.",
    "work_skin": "The work's own style: translated for paper, the author's looks, or none.",
}
_LOOKS = {
    "theme": "How the book looks.",
    "warnings": "The archive's warnings: in sight, or behind one tap.",
    "images": "Pictures: what came along, those on the network as well, or none.",
}
"""Name of an option with words to choose from → what it is about."""
_FLAGS = {
    "vertical": "Set Japanese or Chinese from top to bottom.",
    "calm_marks": "Limit piled-up combining marks (Zalgo).",
    "smarten": "Make straight quotes, -- and ... what a printer sets.",
}


class _Option(click.Option):
    """An option that knows under which heading it stands."""

    def __init__(self, *words: Any, group: str = "", **settings: Any) -> None:  # noqa: ANN401 - as click has it
        super().__init__(*words, **settings)
        self.group = group


class Grouped(click.Command):
    """A command whose help lists the options under headings, in the order in which they were declared."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write a list for each heading; what has none stands last."""
        groups: dict[str, list[tuple[str, str]]] = {}
        for parameter in self.get_params(ctx):
            record = parameter.get_help_record(ctx) if isinstance(parameter, click.Option) else None
            if record is not None:
                groups.setdefault(getattr(parameter, "group", "") or "Options", []).append(record)
        groups["Options"] = groups.pop("Options", [])
        for heading, records in groups.items():
            with formatter.section(heading):
                formatter.write_dl(records)


def option(group: str, *words: str, **settings: Any) -> Decorator:  # noqa: ANN401 - as click has it
    """Declare an option under a heading."""
    return click.option(*words, cls=_Option, group=group, **settings)


def _all(options: Iterable[Decorator]) -> Decorator:
    """All of them, in this order."""
    options = tuple(options)

    def declare(command: Any) -> Any:  # noqa: ANN401 - a function, or the command that was made of it
        for each in reversed(options):
            command = each(command)
        return command

    return declare


def source_options(group: str, *, join: str, omnibus: str) -> Decorator:
    """What is to be made of the sources; the words say what with `--join` and `--omnibus`."""
    partial = "Take a file whose end is cut off, as far as it goes."
    return _all(
        (
            option(group, "--join", "kind", flag_value="join", help=join),
            option(group, "--omnibus", "kind", flag_value="omnibus", help=omnibus),
            option(group, "--partial", is_flag=True, help=partial),
        )
    )


def book_options(group: str) -> Decorator:
    """What the book says of itself."""
    kinds = f"What becomes a subject: {', '.join(SUBJECTS)}."
    subjects = ",".join(_DEFAULT.subjects)
    overruled = "that overrules the work's own."
    devices = click.Choice(CHOICES["device"])
    read_on = "What the book is read on."
    return _all(
        (
            option(group, "--for", "device", type=devices, default=_DEFAULT.device, show_default=True, help=read_on),
            option(group, "--title", help=f"Title {overruled}"),
            option(group, "--language", metavar="TAG", help=f"Language (BCP 47: en, pt-BR) {overruled}"),
            option(group, "--subjects", default=subjects, show_default=True, metavar="KIND,…", help=kinds),
            option(group, "--shelf", default=_DEFAULT.shelf, show_default=True, help="The one word for a bookshelf."),
        )
    )


def text_options(group: str, *, but: Container[str] = ()) -> Decorator:
    """What is done to text and style; `but` names what is of no use to the verb."""
    choices = (_choice(group, name, words) for name, words in _CHOSEN.items() if name not in but)
    flags = (option(group, f"--{name.replace('_', '-')}", is_flag=True, help=words) for name, words in _FLAGS.items())
    return _all((*choices, *flags))


def look_options(group: str) -> Decorator:
    """How the book looks, and its pictures."""
    theme, warnings, images = (_choice(group, name, words) for name, words in _LOOKS.items())
    covers = f"Draw one ({', '.join(DESIGNS)}), take this picture or the author's, or have none."
    words = "Language of the book's own words (BCP 47); the work's by default."
    kinds = "auto|none|author|DESIGN|FILE"
    lengths = "Words and minutes of each chapter in the contents."
    size = "No picture is larger than this."
    return _all(
        (
            theme,
            option(group, "--css", metavar="FILE", help="Rules of your own, which have the last word."),
            option(group, "--cover", default=_DEFAULT.cover, show_default=True, metavar=kinds, help=covers),
            click.option("--no-cover", "cover", flag_value="none", hidden=True),
            option(group, "--ui-language", metavar="TAG", help=words),
            warnings,
            option(group, "--lengths", is_flag=True, help=lengths),
            images,
            option(group, "--image-size", default="", metavar="WxH", help=size),
            option(group, "--grey", is_flag=True, help="Make all pictures grey, for e-ink."),
        )
    )


def _choice(group: str, name: str, words: str) -> Decorator:
    """Declare an option with words to choose from."""
    return option(
        group,
        f"--{name.replace('_', '-')}",
        type=click.Choice(CHOICES[name]),
        default=getattr(_DEFAULT, name),
        show_default=True,
        help=words,
    )


def as_changes(command: click.Command, hidden: Container[str] = (), helps: Mapping[str, str] | None = None) -> None:
    """Have the options of a verb for books that are there change nothing unsaid, and flags be taken back."""
    fields = Options.__dataclass_fields__
    for parameter in command.params:
        if not isinstance(parameter, click.Option) or parameter.name not in fields:
            continue
        parameter.default = None
        parameter.show_default = False
        parameter.hidden = parameter.hidden or parameter.name in hidden
        parameter.help = (helps or {}).get(parameter.name, parameter.help)
        if parameter.is_bool_flag:
            parameter.secondary_opts = [f"--no-{name.removeprefix('--')}" for name in parameter.opts]


def chosen(choices: dict[str, Any]) -> Options:
    """The options of these words; raises `OptionsError`."""
    return Options(**_meant(choices))


def given(choices: dict[str, Any]) -> dict[str, Any]:
    """Of these words those that were said, as options; empty ones mean nothing. Raises `OptionsError`."""
    said = {
        name: None if name in _UNSAID and not value else value for name, value in choices.items() if value is not None
    }
    Options(**(meant := _meant(said)))
    return meant


def _meant(choices: dict[str, Any]) -> dict[str, Any]:
    if "subjects" in choices:
        choices = {**choices, "subjects": tuple(filter(None, choices["subjects"].split(",")))}
    if "css" in choices:
        choices = {**choices, "css": _rules_of(choices["css"])}
    _refuse_no_picture(choices.get("cover") or _DEFAULT.cover)
    return choices


def _refuse_no_picture(cover: str) -> None:
    """Raise `OptionsError` when the picture for all covers is not there: once, and not for each book."""
    if any(sign in cover for sign in "./\\") and not Path(cover).is_file():
        hint = "name the file of a picture (JPEG, PNG, WebP, …)"
        raise OptionsError("there is no such picture for a cover", where=cover, hint=hint)


def _rules_of(path: str | None) -> str:
    """The text of a sheet; raises `OptionsError` when there is none."""
    if not path:
        return ""
    try:
        with Path(path).open(encoding="utf-8-sig") as file:  # which may be one without an end
            return file.read(_LONGEST_SHEET)
    except (OSError, ValueError) as error:
        raise OptionsError(f"{path} cannot be read as a style sheet", hint="name a text file in UTF-8") from error
