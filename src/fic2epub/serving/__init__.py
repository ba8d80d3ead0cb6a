"""The library of the house: books of a folder, for the browsers and reading programs of whoever is near.

`shelf.py` is what everything else here asks: it knows the books by their keys, and nothing else by any path.
`index.py` keeps what the books say of themselves in SQLite, `facts.py` reads it from them; `opds1.py` and `opds2.py`
are the catalogue for reading programs, `webpages.py` and `upload.py` the pages for people; `app.py` puts them behind
one address, `guarding.py` and `codes.py` before it, `running.py` on the network.
"""
