"""The rules that are shipped, in the order in which they are checked."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence

from symrules.errors import ReadError
from symrules.sumrules import (
    compressibility,
    f_sum_rule,
    fluctuation_dissipation,
    fluctuation_theorem,
    gauge_invariance,
    perfect_screening,
    shot_noise,
    static_limit,
)
from symrules.sumrules.rule import Rule

RULES: dict[str, Rule] = {
    module.RULE.name: module.RULE
    for module in (fluctuation_dissipation, perfect_screening, compressibility, gauge_invariance, f_sum_rule,
                   static_limit, shot_noise, fluctuation_theorem)
}  # fmt: skip


def find_rules(names: Sequence[str], more: Mapping[str, Rule] | None = None) -> tuple[Rule, ...]:
    """The rules of these names, in the order of the registry and then of `more`; all of them where none is named.

    Raises
    ------
    ReadError
        There is no rule of a name.
    """
    known = {**RULES, **(more or {})}
    wanted = {name.replace("-", "_"): name for name in names}
    for name, written in wanted.items():
        if name not in known:
            close = difflib.get_close_matches(name, known, n=1)
            hint = f"did you mean {close[0]!r}?" if close else "the rules are " + ", ".join(known)
            raise ReadError(f"there is no rule {written[:40]!r}", hint=hint)
    return tuple(rule for name, rule in known.items() if not wanted or name in wanted)
