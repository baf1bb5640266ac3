"""Deciding whether an identity holds: proved, refuted with a witness, or undecided with the reason."""

from symrules.decide.balls import evaluate
from symrules.decide.decision import decide

__all__ = ["decide", "evaluate"]
