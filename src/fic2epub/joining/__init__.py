"""`Work[Html]`s and guides → fewer works: chapters of one work joined, the same work from several sources made one.

Pure: no file is opened here, and no body is copied.
"""

from __future__ import annotations

from fic2epub.joining.given import Given, released
from fic2epub.joining.omnibus import guide_of, make_omnibus
from fic2epub.joining.works import join_works

__all__ = ["Given", "guide_of", "join_works", "make_omnibus", "released"]
