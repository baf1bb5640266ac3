"""``symrules explain``: what a rule means, what it asks for and where it comes from; and the codes of findings."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from symrules.sumrules import Rule

_WIDTH = 100


@click.command("explain")
@click.argument("name", required=False, metavar="[RULE|CODE]")
@click.option("--rules", "rule_files", multiple=True, metavar="FILE", help="A TOML file with a rule of your own.")
def command(name: str | None, rule_files: tuple[str, ...]) -> int:
    """Tell what a sum rule means and where it comes from, or what a code such as ALG001 stands for.

    Without a name, the rules are listed.
    """
    from symrules.sumrules import RULES, find_rules
    from symrules.sumrules.user_rules import read_rule

    own = {rule.name: rule for rule in map(read_rule, rule_files)}
    if name is None:
        known = {**RULES, **own}
        width = max(map(len, known))
        for rule in known.values():
            click.echo(f"{rule.name:<{width}}  {rule.title}")
        return 0
    code = _code(name)
    click.echo(code if code is not None else _explained(find_rules([name], own)[0]), nl=False)
    return 0


def _code(name: str) -> str | None:
    """What a code of a finding in a manuscript stands for."""
    if not (name[:1].isalpha() and name[-1:].isdigit()):
        return None
    from symrules.manuscript.codes import CODES

    code = CODES.get(name.upper())
    if code is None:
        return None
    lines = [f"{name.upper()}: {code.title}", "", *textwrap.wrap(code.meaning, _WIDTH), "", "for example"]
    lines += [f"  {line}" for line in code.example.splitlines()]
    lines += ["", *textwrap.wrap(code.mend, _WIDTH)]
    return "\n".join(lines) + "\n"


def _explained(rule: Rule) -> str:
    lines = [f"{rule.name}: {rule.title}", ""]
    lines += textwrap.wrap(rule.meaning, _WIDTH)
    lines += ["", "what is owed"] + [f"  {identity}" for identity in rule.identities]
    lines += ["", "asked of models that state"]
    lines += [f"  {' and '.join(names)}" for names in rule.needs]
    if rule.sources:
        lines += ["", "source"] + [f"  {source}" for source in rule.sources]
    return "\n".join(lines) + "\n"
