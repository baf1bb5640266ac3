"""Functions whose values by SymPy's convention are not what a single call of Arb gives, as balls.

Notes
-----
Arb takes the branch of Lambert's W as an integer, and misreads a ball. SymPy's binomial coefficient is a polynomial in
n for a whole k, which is zero for k < 0; for any other k it is Γ(n + 1)/(Γ(k + 1) Γ(n - k + 1)), with a pole where n is
a negative integer. SymPy's acot(0) is π/2, and acoth(0) is iπ/2.
"""

from __future__ import annotations

from flint import acb, arb

_MAX_FACTORS = 1000


def whole(z: acb) -> int | None:
    """The integer that an exact ball is, or None."""
    if not (z.is_exact() and z.imag.is_zero() and z.real.is_integer()):
        return None
    found = z.real.unique_fmpz()
    return None if found is None else int(found)


def lambert_w(z: acb, branch: acb | None = None) -> acb:
    """W_k(z); not finite where the branch k is not an integer."""
    k = 0 if branch is None else whole(branch)
    return acb("nan") if k is None else z.lambertw(k)


def binomial(n: acb, k: acb) -> acb:
    """n(n - 1)…(n - k + 1)/k! for a whole k; not finite at a pole."""
    m = whole(k)
    if m is not None and m < 0:
        return acb(0) if n.is_finite() else n
    if m is not None and m <= _MAX_FACTORS:
        return (n - m + 1).rising(m) * (k + 1).rgamma()
    if m is not None and n.real < 0:
        # all arguments of Γ are on the right then
        flipped = binomial(k - n - 1, k)
        return -flipped if m % 2 else flipped
    return (n + 1).gamma() * (k + 1).rgamma() * (n - k + 1).rgamma()


def rising(z: acb, n: acb) -> acb:
    """z(z + 1)…(z + n - 1) for a whole n, else Γ(z + n)/Γ(z); not finite at a pole."""
    m = whole(n)
    if m is not None and 0 <= m <= _MAX_FACTORS:
        return z.rising(m)
    return (z + n).gamma() * z.rgamma()


def falling(z: acb, n: acb) -> acb:
    """z(z - 1)…(z - n + 1) for a whole n, else Γ(z + 1)/Γ(z - n + 1); not finite at a pole."""
    return rising(z - n + 1, n)


def beta(a: acb, b: acb) -> acb:
    """Γ(a) Γ(b)/Γ(a + b); not finite at a pole of either factor."""
    return a.gamma() * b.gamma() * (a + b).rgamma()


def acot(z: acb) -> acb:
    """atan(1/z); not finite on a ball that contains zero and is no point."""
    return acb(arb.pi() / 2) if z == 0 else (1 / z).atan()


def acoth(z: acb) -> acb:
    """atanh(1/z); not finite on a ball that contains zero and is no point."""
    return acb(0, arb.pi() / 2) if z == 0 else (1 / z).atanh()
