"""Options that make no sense are refused where they are made."""

from __future__ import annotations

from typing import Any

import pytest

from fic2epub import Options
from fic2epub.errors import OptionsError


@pytest.mark.parametrize(
    ("choices", "said"),
    [
        ({"language": "english please"}, "no language tag"),
        ({"language": "english"}, "no language tag"),
        ({"language": "pt_BR"}, "no language tag"),
        ({"subjects": ("bread",)}, "no such kind of subject: bread"),
        ({"template": "  "}, "template for file names is empty"),
        ({"title": "Lamp\udcff"}, "title holds bytes that are no text"),
        ({"shelf": "\udcff"}, "shelf holds bytes that are no text"),
        ({"spacing": "wide"}, "spacing cannot be 'wide'"),
        ({"work_skin": "loud"}, "work-skin cannot be 'loud'"),
        ({"template": "{title}\udcff"}, "template holds bytes that are no text"),
    ],
)
def test_what_cannot_be_meant_is_refused(choices: dict[str, Any], said: str) -> None:
    with pytest.raises(OptionsError, match=said) as caught:
        Options(**choices)
    assert caught.value.exit_code == 2


@pytest.mark.parametrize("language", [None, "", "en", "und", "pt-BR", "zh-Hant", "art-x-mandoa", "ase"])
def test_a_language_may_be_any_tag(language: str | None) -> None:
    assert Options(language=language).language == language
