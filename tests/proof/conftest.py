"""The content as loaded, and the answer space in each mode."""

import pytest

from routines.content import catalogue
from routines.proof.space import Space
from screening.content import rulebook
from screening.rulebook import Mode

_spaces = {}


@pytest.fixture
def content(db):
    return rulebook(), catalogue()


@pytest.fixture(params=list(Mode))
def space(request, content):
    """Kept from test to test: nothing in it changes."""
    if request.param not in _spaces:
        _spaces[request.param] = Space(*content, request.param)
    return _spaces[request.param]
