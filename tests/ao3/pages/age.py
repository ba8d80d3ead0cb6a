"""When otwarchive's page templates changed for a reader of the page."""

from __future__ import annotations

from enum import IntEnum

from tests.ao3.works import Era

__all__ = ["Age"]


class Age(IntEnum):
    """
    Named and numbered by the month in which each began; later ages compare greater.

    The templates are app/views/works/{show,_meta,_preface,_work_header,_work_header_notes,_work_endnotes}.html.erb
    and app/views/chapters/{show,_chapter}.html.erb.
    """

    A2010 = 201001
    """`user-generated-view`, summary and notes in `blockquote`s with headings, no `#workskin`."""
    A2010_10 = 201010
    """`userstuff`; `dl.work.meta` without `group`, headings without `heading`."""
    A2011_11 = 201111
    """The rewrite: `#workskin`, `group`, `heading`, `dl.stats`."""
    A2013_09 = 201309
    """Gifts and related works as `ul.associations`."""
    A2014_04 = 201404
    """The row for the language."""
    A2015_07 = 201507
    """Classes for the stats."""
    A2017_01 = 201701
    """Classes for the arrows to the neighbours in a series."""
    A2019_09 = 201909
    """A work with one chapter of several posted is shown in chapter form; hidden tags in `strong`."""
    A2022_09 = 202209
    """`Part N of TITLE`."""
    A2023_04 = 202304
    """Commas in numbers."""
    A2023_05 = 202305
    """No more `role=complementary`."""
    A2023_06 = 202306
    """`dd.language[lang]`."""
    A2023_10 = 202310
    """Related works without full stops; unrevealed and restricted ones told."""
    A2025_12 = 202512
    """`div.work` around entire works."""
    A2026_06 = 202606
    """`div#work-skin` around `div#workskin`; deleted parents."""

    @property
    def label(self) -> str:
        """`2011-11`."""
        return f"{self // 100}-{self % 100:02}"

    @property
    def era(self) -> Era:
        """The era of the downloads of those days."""
        return max((era for era, began in _BEGAN.items() if began <= self), default=Era.D1)

    @property
    def seen(self) -> tuple[str, str]:
        """First and last month of the age; the last is empty for today's."""
        later = [age for age in Age if age > self]
        if not later:
            return self.label, ""
        year, month = divmod(later[0], 100)
        return self.label, f"{year - 1}-12" if month == 1 else f"{year}-{month - 1:02}"


_BEGAN = {
    Era.D1: 201012,
    Era.D1A: 201111,
    Era.D1C: 201312,
    Era.D2: 201406,
    Era.D2A: 201610,
    Era.D2C: 201808,
    Era.D3: 201901,
    Era.D4: 202206,
    Era.D4A: 202302,
    Era.D5A: 202304,
    Era.D6A: 202310,
    Era.D9: 202512,
    Era.D11: 202606,
}
