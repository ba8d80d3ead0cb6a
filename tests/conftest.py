"""What all tests share: how thoroughly properties are tried, which books are judged, may goldens be rewritten."""

from __future__ import annotations

import os
from math import ceil
from zlib import crc32

import pytest
from hypothesis import HealthCheck, Phase, settings

_SLOW_IS_FINE = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example)

settings.register_profile(
    "quick",
    max_examples=12,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=_SLOW_IS_FINE,
    phases=(Phase.explicit, Phase.generate),
)
"""The same examples every time; one that fails is shown as it is, since making it smaller takes minutes."""
settings.register_profile("thorough", max_examples=300, deadline=None, suppress_health_check=_SLOW_IS_FINE)
"""`pytest tests/property --hypothesis-profile=thorough --timeout=0`: new examples, and the smallest that fails."""
settings.load_profile("quick")


_EACH = {"validators": 5, "program": 3}
"""Marker → of so many cases one runs, where nothing else is asked for."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """
    Of tests marked as in `_EACH` a part of the cases runs, and at least one of each test; of those marked `long` none.

    All run in CI, and those that are chosen by `-m` or `-k`. Which cases are in the sample is told by their names, so
    that it is no row or column of what a test combines, and that tests of the same cases share their books.
    """
    if os.environ.get("CI") or config.getoption("markexpr") or config.getoption("keyword"):
        return
    left_out = {item for item in items if item.get_closest_marker("long")}
    for marker, each in _EACH.items():
        cases_of: dict[str, list[pytest.Item]] = {}
        for item in items:
            if item.get_closest_marker(marker) and item not in left_out:
                cases_of.setdefault(item.nodeid.partition("[")[0], []).append(item)
        for cases in cases_of.values():
            cases.sort(key=lambda case: crc32(case.name.partition("[")[2].encode()))
            left_out.update(cases[ceil(len(cases) / each) :])
    config.hook.pytest_deselected(items=list(left_out))
    items[:] = [item for item in items if item not in left_out]


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--accept`: what comes out now becomes what is expected."""
    parser.addoption(
        "--accept", action="store_true", help="rewrite the goldens in tests/golden with what comes out now"
    )


@pytest.fixture(scope="session")
def accept(request: pytest.FixtureRequest) -> bool:
    """Whether goldens are to be rewritten; refused where nobody would look at the change."""
    wanted = bool(request.config.getoption("--accept"))
    if wanted and os.environ.get("CI"):
        pytest.fail("--accept rewrites what is expected: not in CI", pytrace=False)
    return wanted
