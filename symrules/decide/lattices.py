"""Linear algebra of exponents: rows of coefficients by monomial, and bases of lattices spanned by rows of integers."""

from __future__ import annotations

from typing import Any

from flint import fmpq, fmpz_mat

from symrules.decide.fraction import Fraction

Row = dict[Any, Any]


def over(f: Fraction, denominator: Any) -> Row:
    """The numerator of a fraction over a common denominator, as coefficients by monomial."""
    if denominator.is_one():
        return f.numerator.to_dict()  # type: ignore[no-any-return]
    below = denominator if f.denominator is None else denominator // f.denominator
    return (f.numerator * below).to_dict()  # type: ignore[no-any-return]


def minus(row: Row, other: Row, c: Any) -> Row:
    """row - c other."""
    result = dict(row)
    for key, value in other.items():
        total = result.get(key, fmpq(0)) - c * value
        if total:
            result[key] = total
        else:
            result.pop(key, None)
    return result


def echelon(rows: list[Row]) -> list[tuple[Any, Row, list[Any]]]:
    """Independent rows in reduced form: pivot key, the row with 1 there, and its coordinates in the given rows."""
    done: list[tuple[Any, Row, list[Any]]] = []
    for i, row in enumerate(rows):
        left, share = row, [fmpq(int(i == k)) for k in range(len(rows))]
        for key, vector, combination in done:
            if c := left.get(key):
                left, share = minus(left, vector, c), [a - c * b for a, b in zip(share, combination, strict=True)]
        if left:
            key = max(left)
            c = 1 / left[key]
            done.append((key, {k: v * c for k, v in left.items()}, [a * c for a in share]))
    return done


def hermite_basis(matrix: list[list[int]]) -> list[list[int]]:
    """A basis, in echelon form, of the lattice that the rows span."""
    distinct = [row for row in {tuple(r) for r in matrix} if any(row)]
    if not distinct:
        return []
    distinct.sort()
    if len(distinct) == 1:
        return [list(distinct[0])]
    form = fmpz_mat([list(r) for r in distinct]).hnf()
    return [row for row in ([int(x) for x in r] for r in form.tolist()) if any(row)]


def coordinates(vector: list[int], basis: list[list[int]]) -> list[int]:
    """The coordinates of a lattice vector in a basis in echelon form."""
    rest, result = list(vector), []
    for row in basis:
        pivot = next(i for i, x in enumerate(row) if x)
        c = rest[pivot] // row[pivot]
        result.append(c)
        if c:
            rest = [a - c * b for a, b in zip(rest, row, strict=True)]
    return result
