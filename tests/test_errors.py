"""Errors: message, place and hint, and what may swallow them."""

from __future__ import annotations

import pytest

from symrules import errors
from symrules.errors import BudgetExceeded, Place, ReadError, SymrulesError


def test_an_error_prints_place_message_and_hint() -> None:
    """In the order in which a reader needs them."""
    error = ReadError("no such symbol", place=Place("a.txt", 3, 7), hint="declare it")
    assert "a.txt:3:7: no such symbol\n  hint: declare it" == str(error)


@pytest.mark.parametrize(
    ("place", "text"), [(Place(), ""), (Place("f"), "f"), (Place("", 2, 5), "2:5"), (Place("f", 2), "f:2")]
)
def test_a_place_prints_what_is_known_of_it(place: Place, text: str) -> None:
    """Unknown parts leave no trace."""
    assert text == str(place)


def test_a_known_place_is_kept() -> None:
    """The innermost place is the right one."""
    assert Place("a", 1) == ReadError("m").at(Place("a", 1)).place
    assert Place("a", 1) == ReadError("m", place=Place("a", 1)).at(Place("b", 2)).place


def test_every_error_of_a_user_is_bad_input() -> None:
    """Exit status 2, whatever went wrong."""
    kinds = [k for k in vars(errors).values() if isinstance(k, type) and issubclass(k, SymrulesError)]
    assert len(kinds) >= 7
    assert {2} == {k.exit_status for k in kinds}


def test_an_exhausted_budget_passes_through_an_except_exception() -> None:
    """SymPy has many of those between the alarm and the decision."""
    assert not issubclass(BudgetExceeded, Exception)
