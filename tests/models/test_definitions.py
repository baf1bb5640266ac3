"""Definitions: shorthands put into what uses them, and what is refused."""

from __future__ import annotations

import pytest

from symrules.errors import SymrulesError
from symrules.models import parse_model
from symrules.text import print_expression

HEAD = "[model]\nname = 'm'\n[symbols]\na = {}\nb = {}\nE = {}\nn = {domain = 'integer'}\n[definitions]\n"


def _expression(definitions: str, observable: str) -> str:
    model = parse_model(f'{HEAD}{definitions}\n[observables]\nnumber = "{observable}"\n', "m.toml")
    return print_expression(model.expression("number"))


def test_a_shorthand_keeps_the_form_of_what_it_stands_for() -> None:
    """Nothing is evaluated when a definition is put in, and definitions may come in any order."""
    assert "(a - a)*(2*(a - a))" == _expression('x = "2*y"\ny = "a - a"', "y*x")


def test_a_definition_with_arguments_is_a_function() -> None:
    """Its arguments are replaced, also by expressions that use other definitions; they need not be declared."""
    assert "a + b + (2*E)**2" == _expression('"f(z)" = "z**2"\ny = "2*E"', "a + b + f(y)")
    assert "b/a" == _expression('"f(a, b)" = "a/b"', "f(b, a)")


def test_the_argument_of_a_function_shadows_a_symbol() -> None:
    """E in the definition of f(E) is not the declared symbol E."""
    assert "a*E" == _expression('"f(E)" = "a*E"', "f(E)")
    assert "a*b" == _expression('"f(E)" = "a*E"', "f(b)")


def test_a_shorthand_without_arguments_stands_for_its_text() -> None:
    """Inside an integral over E, a shorthand that holds E is integrated with the rest."""
    assert "Integral(1/(exp(E - a) + 1), (E, 0, oo))" == _expression(
        'f = "1/(exp(E - a) + 1)"', "Integral(f, (E, 0, oo))"
    )


def test_a_bound_variable_hides_a_shorthand() -> None:
    """A variable that a sum or a substitution binds is not replaced by a definition of the same name."""
    assert "Sum(y, (y, 1, a))" == _expression('y = "a"', "Sum(y, (y, 1, y))")
    assert "Subs(y**2, y, 2*a)" == _expression('y = "2*a"', "Subs(y**2, y, y)")


def _refusal(definitions: str, observable: str = "a") -> str:
    with pytest.raises(SymrulesError) as error:
        _expression(definitions, observable)
    return str(error.value)


@pytest.mark.parametrize(
    ("definitions", "observable", "message"),
    [
        ('x = "x + 1"', "a", "m.toml:9:1: the definition of 'x' rests on itself"),
        ('x = "y"\ny = "z"\nz = "x"', "a", "m.toml:9:1: the definition of 'x' rests on itself by way of y"),
        ('a = "b"', "a", "m.toml:9:1: 'a' is a symbol already"),
        ('f = "b"\n"f(E)" = "b"', "a", "m.toml:10:1: 'f' is defined already"),
        ('"f(E, E)" = "b"', "a", "m.toml:9:1: a definition's arguments are distinct names"),
        ('"f(x" = "b"', "a", "m.toml:9:1: 'f(x' cannot name a definition"),
        ('x = "b"\n"f(x)" = "x"', "a", "m.toml:10:1: the argument 'x' is the name of a definition"),
        ('x = "b +"', "a", "m.toml:9:9: the text ends after '+'"),
        ('"f(x)" = "a*x"', "f", "m.toml:11:11: 'x' is not a declared symbol here"),
        ('"f(z)" = "z"', "f(a, b)", "m.toml:11:11: f has 2 arguments here"),
        ('x = "a"', "Derivative(b, x)", "m.toml:11:11: 'x' is a definition"),
        ('"f(z)" = "Integral(z*E, (E, 0, 1))"', "f(E)", "m.toml:11:11: 'E' would be bound by accident"),
        ("x = 1", "a", "m.toml:9:5: x is a text, not an integer"),
    ],
)
def test_a_definition_that_makes_no_sense_is_refused_at_its_place(
    definitions: str, observable: str, message: str
) -> None:
    """Rings, clashes, accidental binding, malformed texts: each with line and column."""
    assert _refusal(definitions, observable).startswith(message)


def test_definitions_that_double_each_other_are_refused_before_they_fill_memory() -> None:
    """Sixty definitions, each twice the next, would have 2**60 parts."""
    chain = "\n".join(f'x{k} = "x{k + 1} + x{k + 1}"' for k in range(60)) + '\nx60 = "a"'
    assert "more than 20,000 parts" in _refusal(chain, "x0")
    calls = "\n".join(f'"f{k}(z)" = "f{k + 1}(z) + f{k + 1}(z)"' for k in range(60)) + '\n"f60(z)" = "z"'
    assert "more than 20,000 parts" in _refusal(calls, "f0(a)")
