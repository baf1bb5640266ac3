"""The modulus of a number, or of a product of parameters, exactly."""

from __future__ import annotations

from typing import Any

import sympy

from symrules.series.core import Engine
from symrules.series.local import Local
from symrules.series.polynomial_zeros import root
from symrules.series.signs import sign


def modulus(p: Any, notation: Any) -> Any:
    """|p|, for a number or a product with parameters."""
    if not p.free_symbols:
        real, imaginary = p.as_real_imag()
        if imaginary == 0 or (real + imaginary).has(sympy.re, sympy.im):
            return sympy.Abs(p)
        return sympy.Abs(imaginary) if real == 0 else sympy.sqrt(sympy.expand(real**2 + imaginary**2))
    number, rest = sympy.factor_terms(p).as_independent(*p.free_symbols)
    rest = sympy.Mul(*(root(f.base) ** (2 * f.exp) if f.is_Pow and abs(f.exp) == sympy.Rational(1, 2) else f
                       for f in sympy.Mul.make_args(rest)))  # fmt: skip
    engine = Engine(rest, sympy.Dummy("t"), sympy.Integer(0), 1, notation)
    value, _ = engine.run(1)
    known = sign(value.c[0]) if isinstance(value, Local) and value.c is not None else ""
    inside = rest if known == "+" else -rest if known == "-" else sympy.Abs(rest)
    return modulus(number, notation) * inside
