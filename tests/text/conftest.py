"""A notation to read with."""

from __future__ import annotations

import pytest

from symrules.notation import Notation
from tests.text.trees import make_notation


@pytest.fixture
def notation() -> Notation:
    return make_notation()
