"""Settings that all tests share: how thoroughly properties are tried, and whether goldens may be rewritten."""

from __future__ import annotations

import os

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
