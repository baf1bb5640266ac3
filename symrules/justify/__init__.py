"""Reasons: each step of a derivation names the rule by which the engine, not the author, gets to the next line."""

from symrules.justify.calculation import Calculation, Reader
from symrules.justify.check import check, check_link
from symrules.justify.expansion import expansion
from symrules.justify.integration import (
    antiderivative,
    change_of_variable,
    fundamental_theorem,
    improper_integral,
    splitting,
)
from symrules.justify.limits import limit_under_integral, limiting_value
from symrules.justify.rewriting import algebra, differentiation, instance, using
from symrules.justify.rule import Justification, Rule
from symrules.justify.solving import solving

__all__ = [
    "Calculation",
    "Justification",
    "Reader",
    "Rule",
    "algebra",
    "antiderivative",
    "change_of_variable",
    "check",
    "check_link",
    "differentiation",
    "expansion",
    "fundamental_theorem",
    "improper_integral",
    "instance",
    "limit_under_integral",
    "limiting_value",
    "solving",
    "splitting",
    "using",
]
