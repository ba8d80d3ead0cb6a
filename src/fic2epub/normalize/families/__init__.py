"""Families of blocks: what authors' class names say of a letter, a chat or a telephone, and how it is printed.

No download brings the sheet that drew such a block, so its class names and its shape are all that tells it. `names`
knows the names, `shapes` the shapes; `finding` tells which elements are blocks, `blocks` prints them, `inline` has what
stands in a line, `colours` the archive's, and `sheet` what is said of all of it in CSS.
"""
