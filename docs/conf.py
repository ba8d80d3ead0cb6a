"""How the documentation is built: `sphinx-build -W docs docs/_build`."""

from __future__ import annotations

project = "fic2epub"
author = "The fic2epub authors"
copyright = "The fic2epub authors, AGPL-3.0-or-later"

extensions = ["myst_parser", "sphinx.ext.autodoc"]
exclude_patterns = ["_build", "explanation/*-table.md"]
nitpicky = False

html_theme = "furo"
html_title = "fic2epub"

myst_heading_anchors = 3
autodoc_typehints = "signature"
autodoc_member_order = "bysource"
