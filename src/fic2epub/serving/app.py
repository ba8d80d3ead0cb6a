"""The addresses of the library, in one program.

What `webpages.py` and `upload.py` give it::

    webpages.routes(library) -> list[BaseRoute]          "/", "/book/{key}", "/static/..."
    webpages.login_page(library, *, wrong: bool, wait: int, onward: str) -> Response
        the form (field `code`, hidden field `onward`, POST to /login); `wait`: seconds until the next attempt
    webpages.error_page(library, status: int, sentence: str) -> Response        404, 403, 421, ...
    upload.routes(library, make) -> list[BaseRoute]      "/upload"; make: Callable[[bytes, str, Options], Made]

Everything else is here: /login (POST), /logout (POST), /get, /cover, /thumb, /opds, /opds2, headers, limits.
"""
