"""What the books say of themselves, kept in SQLite: the one place that knows its tables.

Readers and the one writer do not wait for each other (write-ahead logging). The index can be thrown away at any time:
it is made again of the books.
"""

from __future__ import annotations

import json
import os
import sqlite3
from contextlib import contextmanager, suppress
from queue import Empty, LifoQueue
from secrets import token_bytes
from threading import RLock
from typing import TYPE_CHECKING, Any

from fic2epub.errors import DeliveryError
from fic2epub.serving.facts import Facts
from fic2epub.serving.folding import folded, sorted_as

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

__all__ = ["Index", "Row", "facts_told"]

_FORMAT = 1
"""Grows when the tables, or what is read from books, change: an index of another number is made again."""
_PATIENCE = 20
"""Seconds that a writer waits for another process with the same library."""
_POOL = 16
"""Connections that are kept open for readers."""
_TABLES = """
CREATE TABLE settings (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE books (
    id INTEGER PRIMARY KEY, key TEXT UNIQUE NOT NULL, path BLOB UNIQUE NOT NULL, size INTEGER NOT NULL,
    changed INTEGER NOT NULL, hash TEXT NOT NULL, added TEXT NOT NULL, why TEXT NOT NULL, told TEXT NOT NULL,
    title TEXT NOT NULL, author TEXT NOT NULL, series TEXT NOT NULL, position REAL, folded TEXT NOT NULL);
CREATE INDEX books_new ON books (why, added DESC, title);
CREATE INDEX books_title ON books (why, title, added DESC);
CREATE INDEX books_author ON books (why, author, series, position, title);
CREATE INDEX books_series ON books (why, series = '', series, position, title);
CREATE INDEX books_hash ON books (hash);
CREATE TABLE names (kind TEXT NOT NULL, name TEXT NOT NULL, id INTEGER NOT NULL, PRIMARY KEY (kind, name, id))
    WITHOUT ROWID;
CREATE INDEX names_of ON names (id);
CREATE TABLE thumbnails (hash TEXT PRIMARY KEY, content BLOB NOT NULL);
"""
_WORDS = "CREATE VIRTUAL TABLE words USING fts5 (folded, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3')"
_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = NORMAL",
    "PRAGMA cache_size = -2000",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA trusted_schema = OFF",
)
_SHARED = 200
"""Books of one transaction."""


class Row:
    """A file of the library as the index has it."""

    __slots__ = ("added", "changed", "hash", "key", "path", "size", "why")

    def __init__(self, key: str, path: str, size: int, changed: int, told: tuple[str, str, str]) -> None:
        self.key, self.path, self.size, self.changed = key, path, size, changed
        self.hash, self.added, self.why = told

    @property
    def stamp(self) -> tuple[int, int]:
        """What tells at first sight whether the file is the same: bytes, and nanoseconds of its last change."""
        return self.size, self.changed


class Index:
    """The tables, in a file of their own, or in memory for tests."""

    def __init__(self, file: Path, folder: str) -> None:
        """Open it, or make it; raises `DeliveryError` when that cannot be."""
        self._file = file
        self._spare: LifoQueue[sqlite3.Connection] = LifoQueue(_POOL)
        self._closed = False
        self._writing = RLock()
        try:
            file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._writer = self._ready(folder)
        except (OSError, sqlite3.Error) as error:
            hint = "name another file for it: --index FILE"
            raise DeliveryError(f"the index cannot be opened: {error}", where=str(file), hint=hint) from error
        self.full_text = self._has_words()

    def _ready(self, folder: str) -> sqlite3.Connection:
        """The writer's connection to tables of our format, for this folder; others are thrown away."""
        try:
            writer = self._connected()
        except sqlite3.DatabaseError:
            if self._is_no_index():
                raise
        else:
            try:
                if self._is_ours(writer, folder):
                    return writer
            except sqlite3.DatabaseError:
                pass  # damaged: made anew
            except DeliveryError:
                writer.close()
                raise
            writer.close()
        for ending in ("", "-wal", "-shm"):
            self._file.with_name(self._file.name + ending).unlink(missing_ok=True)
        return self._made(folder)

    def _made(self, folder: str) -> sqlite3.Connection:
        """The writer's connection to tables that are empty."""
        self._file.touch(0o600)  # it will hold what signs the cookies
        writer = self._connected()
        writer.executescript(_TABLES)
        with suppress(sqlite3.OperationalError):  # an SQLite without FTS5
            writer.execute(_WORDS)
        settings = {"format": _FORMAT, "folder": folder, "generation": 0, "moment": 0, "secret": token_bytes(32)}
        writer.executemany("INSERT INTO settings VALUES (?, ?)", settings.items())
        return writer

    def _is_no_index(self) -> bool:
        """Whether this is somebody else's file, which is not to be thrown away."""
        with suppress(OSError), self._file.open("rb") as file:
            return file.read(15) not in {b"", b"SQLite format 3"}
        return True

    def _is_ours(self, writer: sqlite3.Connection, folder: str) -> bool:
        """Whether it is an index of this folder; raises `DeliveryError` when it is another program's database."""
        tables = {name for (name,) in writer.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if not tables:
            return False
        if "settings" not in tables or "books" not in tables:
            said = "this is another program's database, and no index"
            raise DeliveryError(said, where=str(self._file), hint="name another file for it: --index FILE")
        settings = dict(writer.execute("SELECT name, value FROM settings WHERE name IN ('format', 'folder')"))
        return settings == {"format": _FORMAT, "folder": folder}

    def _connected(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._file, timeout=_PATIENCE, isolation_level=None, check_same_thread=False)
        try:
            for pragma in _PRAGMAS:
                connection.execute(pragma)
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    def _has_words(self) -> bool:
        with self.reading() as reader:
            return bool(reader.execute("SELECT 1 FROM sqlite_master WHERE name = 'words'").fetchone())

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection for one thread, for as long as it looks something up."""
        try:
            connection = self._spare.get_nowait()
        except Empty:
            connection = self._connected()
            connection.execute("PRAGMA query_only = ON")
        try:
            yield connection
        finally:
            if self._closed or self._spare.full():
                connection.close()
            else:
                self._spare.put_nowait(connection)

    def close(self) -> None:
        """Put everything away."""
        self._closed = True
        with suppress(Empty):
            while True:
                self._spare.get_nowait().close()
        with self._writing:
            self._writer.close()

    def setting(self, name: str) -> Any:  # noqa: ANN401 - what was kept under the name
        """`secret` (bytes that nobody else knows), `generation` (grows with each change), `moment` (of the last)."""
        with self.reading() as reader:
            found = reader.execute("SELECT value FROM settings WHERE name = ?", (name,)).fetchone()
        return found[0] if found else None

    def rows(self) -> dict[str, Row]:
        """All files that it knows, broken ones too, by path."""
        with self.reading() as reader:
            found = reader.execute("SELECT key, path, size, changed, hash, added, why FROM books").fetchall()
        rows = (Row(key, os.fsdecode(path), size, changed, tuple(told)) for key, path, size, changed, *told in found)
        return {row.path: row for row in rows}

    def facts_by_hash(self, digest: str) -> Facts | None:
        """What a book of that content says, if it is known under any path."""
        with self.reading() as reader:
            found = reader.execute("SELECT told FROM books WHERE hash = ? AND why = ''", (digest,)).fetchone()
        return facts_told(found[0]) if found else None

    def change(self, kept: Sequence[tuple[Row, Facts]], gone: Sequence[str], moment: int) -> None:
        """Put these in the place of what stood under their paths, and drop others; readers see all of it or nothing."""
        with self._transaction() as writer:
            for path in (*gone, *(row.path for row, _ in kept)):
                self._drop(path)
            for row, facts in kept:
                self._put(row, facts)
            writer.execute("UPDATE settings SET value = value + 1 WHERE name = 'generation'")
            writer.execute("UPDATE settings SET value = max(value + 1, ?) WHERE name = 'moment'", (moment,))
            if gone:
                writer.execute("DELETE FROM thumbnails WHERE hash NOT IN (SELECT hash FROM books)")

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        """All of it or nothing; one thread after the other."""
        with self._writing:
            self._writer.execute("BEGIN IMMEDIATE")
            try:
                yield self._writer
            except BaseException:
                self._writer.execute("ROLLBACK")
                raise
            self._writer.execute("COMMIT")

    def touch(self, rows: Sequence[Row]) -> None:
        """Files that were written again with the same content."""
        stamps = [(row.size, row.changed, os.fsencode(row.path)) for row in rows]
        with self._transaction() as writer:
            writer.executemany("UPDATE books SET size = ?, changed = ? WHERE path = ?", stamps)

    def _drop(self, path: str) -> None:
        found = self._writer.execute("SELECT id FROM books WHERE path = ?", (os.fsencode(path),)).fetchone()
        if found is None:
            return
        self._writer.execute("DELETE FROM names WHERE id = ?", found)
        if self.full_text:
            self._writer.execute("DELETE FROM words WHERE rowid = ?", found)
        self._writer.execute("DELETE FROM books WHERE id = ?", found)

    def _put(self, row: Row, facts: Facts) -> None:
        creators, fandoms = facts.creators, facts.fandoms
        text = folded("\n".join((facts.title, *creators, *fandoms, facts.series, *facts.subjects, facts.summary)))
        author = sorted_as(facts.creator_sort or (creators[0] if creators else ""))
        values = (
            *(row.key, os.fsencode(row.path), row.size, row.changed, row.hash, row.added, row.why),
            json.dumps(facts, ensure_ascii=False),
            *(sorted_as(facts.title_sort or facts.title), author, sorted_as(facts.series), facts.series_index, text),
        )
        added = self._writer.execute(f"INSERT INTO books VALUES (NULL{', ?' * len(values)})", values)  # noqa: S608 - marks
        if row.why:
            return
        named = {"fandom": fandoms, "author": creators, "series": (facts.series,), "language": (facts.language,)}
        rows = [(kind, name, added.lastrowid) for kind, names in named.items() for name in names if name]
        self._writer.executemany("INSERT OR IGNORE INTO names VALUES (?, ?, ?)", rows)
        if self.full_text:
            self._writer.execute("INSERT INTO words (rowid, folded) VALUES (?, ?)", (added.lastrowid, text))

    def thumbnail(self, digest: str) -> bytes | None:
        """The small picture of a book with that content; empty when it turned out to have none."""
        with self.reading() as reader:
            found = reader.execute("SELECT content FROM thumbnails WHERE hash = ?", (digest,)).fetchone()
        return bytes(found[0]) if found else None

    def keep_thumbnail(self, digest: str, content: bytes) -> None:
        """Keep it for the next time."""
        with self._transaction() as writer:
            writer.execute("INSERT OR REPLACE INTO thumbnails VALUES (?, ?)", (digest, content))


def facts_told(told: str) -> Facts:
    """The facts, as they were kept."""
    values: list[Any] = [tuple(value) if isinstance(value, list) else value for value in json.loads(told)]
    return Facts(*values)
