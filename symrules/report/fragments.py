"""The LaTeX of the equations, for ``\\input`` in a manuscript."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from symrules.derivation import Equation

STYLES = ("revtex", "article")
