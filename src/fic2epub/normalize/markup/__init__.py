"""The rules for markup, in the order in which they run. Each says in its docstring what holds behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fic2epub.normalize.families.rules import bracket_glosses, print_blocks, show_titles
from fic2epub.normalize.markup import (
    attributes,
    breaks,
    classes,
    directions,
    edges,
    elements,
    embeds,
    empties,
    headings,
    languages,
    lines,
    links,
    lists,
    marks,
    pictures,
    soup,
    structure,
    tables,
)
from fic2epub.normalize.markup.engine import Rule, run
from fic2epub.normalize.skins.rules import style_by_class
from fic2epub.normalize.typography import smarten

if TYPE_CHECKING:
    from fic2epub.options import Options

__all__ = ["RULES", "Rule", "rules_for", "run"]

RULES: tuple[Rule, ...] = (
    # what is no text goes first: nothing behind this sees it
    elements.drop_comments,
    elements.drop_scripts,
    # looks become classes while the old names still tell what they meant
    soup.drop_idle_styles,
    style_by_class,
    attributes.size_rules,
    attributes.align_by_class,
    attributes.border_by_class,
    attributes.list_type_by_class,
    # names: everything gets one that XHTML 5 and a book can hold
    elements.unwrap_drawings,
    embeds.link_embeds,
    pictures.rename_images,
    pictures.link_pictures,
    elements.free_rows,
    elements.rename_fonts,
    elements.note_forms,
    elements.rename_elements,
    elements.rename_sections,
    elements.unwrap_unknown_elements,
    elements.require_direction,
    # attributes: a value that is valid, or none
    links.name_to_id,
    attributes.settle_languages,
    attributes.drop_unknown_attributes,
    attributes.drop_misplaced_attributes,
    classes.settle_classes,
    directions.settle_directions,
    soup.drop_empty_titles,
    attributes.settle_numbers,
    attributes.settle_words,
    soup.drop_pasted_ids,
    links.settle_ids,
    links.settle_links,
    links.unwrap_dead_anchors,
    # structure: from here on every parent suits its children
    structure.part_blocks_and_inline,
    tables.build_tables,
    tables.free_loose_cells,
    lists.fill_lists,
    lists.gather_items,
    lists.pair_definitions,
    lists.place_captions,
    lists.open_details,
    lists.part_addresses,
    lines.part_lines,  # which looks for the block that a line break stands in
    directions.settle_directions,  # again, for parts of a paragraph may run the other way than the whole
    elements.unwrap_bare_spans,
    lists.order_ruby,
    # what is left of nothing
    empties.drop_empty_inline,
    soup.open_bare_divisions,
    breaks.name_blank_lines,
    empties.drop_empty_blocks,
    breaks.name_blank_lines,  # again, for what else they held is gone
    lines.part_at_blank_lines,
    soup.drop_doubled_emphasis,
    soup.join_split_emphasis,  # when nothing goes any more that stood between two lines
    soup.unwrap_lone_paragraphs,
    empties.wrap_stray_text,
    headings.shift_headings,
    # what is no prose: letters, chats, and what only a pointer would show
    bracket_glosses,
    show_titles,
    print_blocks,
    # and the breaks between scenes
    pictures.frame_pictures,
    edges.trim_paragraphs,
    edges.mend_printed_spaces,
    breaks.settle_breaks,
    headings.shift_headings,  # again, for blank ones are gone
    soup.unwrap_lone_paragraphs,  # again, for blank ones are gone here, too
    lines.mark_lines,
    pictures.forget_pictures,
    pictures.set_pictures_apart,
    # what the letters tell: direction, language, and what is read badly aloud
    languages.tell_leftward,
    languages.tell_rightward,
    languages.tell_languages,
    languages.drop_right_alignment,
    soup.unwrap_lone_paragraphs,  # again, for some of them say nothing any more
    languages.dot_emphasis,
    languages.keep_wide_indents,
    marks.note_piles,
    marks.limit_piles,
    marks.note_fancy_letters,
    # printers' signs come last, when all that is literal or in another language says so
    smarten,
)


def rules_for(options: Options) -> tuple[Rule, ...]:
    """The rules that these options ask for, in their order; `options.language` is that of the work."""
    return tuple(rule.under(options) for rule in RULES if rule.when is None or rule.when(options))
