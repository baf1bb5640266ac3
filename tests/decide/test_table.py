"""The collection behind the README's table: never a wrong verdict, and the counts shown are the counts found."""

from __future__ import annotations

from pathlib import Path

import pytest

from symrules.verdict import Outcome
from tests.decide.table import claims, outcome, table

README = Path(__file__).resolve().parents[2] / "README.md"


@pytest.mark.parametrize(("name", "holds", "text"), list(claims()))
def test_no_claim_of_the_collection_is_decided_wrongly(name: str, holds: bool, text: str) -> None:
    """A true claim is never refuted, a false one never proved."""
    assert outcome(text) is not (Outcome.REFUTED if holds else Outcome.PROVED)


def test_the_readme_shows_the_counts_of_today() -> None:
    """The table in the README is the one that the collection gives."""
    assert table() in README.read_text(encoding="utf-8")
