"""The fixture `interleave_check`: `interleave.check`, for tests that do not import the module."""

import pytest

from interleave._check import check


@pytest.fixture
def interleave_check():
    """`interleave.check`."""
    return check
