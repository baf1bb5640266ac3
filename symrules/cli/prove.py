"""``symrules prove``: is it an identity?"""

from __future__ import annotations

from typing import Any

import click


@click.command("prove")
@click.argument("statement", required=False)
@click.option("--symbol", "symbols", multiple=True, metavar="'NAME: DOMAIN[, DIMENSION]'",
              help="What the statement is about, such as 'x: nonzero', 'a, b: positive', 'T: [0, 1]', "
                   "'E: real, energy' or 'f(x): real'; may be repeated.")  # fmt: skip
@click.option("--where", "conditions", multiple=True, metavar="CONDITION",
              help="Claim it only where this holds, such as 'a > b'; may be repeated.")  # fmt: skip
@click.option("--in", "variable", metavar="NAME", help="Claim that both sides agree up to O((NAME - AT)**ORDER).")
@click.option("--at", "point", metavar="AT", help="The point of that claim: 0, a number, oo or -oo.  [default: 0]")
@click.option("--order", type=int, metavar="ORDER", help="The order of that claim; at oo it counts powers of 1/NAME.")
@click.option("--batch", "batch", metavar="FILE", help="Decide one JSON object a line, in order; - is standard input.")
@click.option("--seconds", type=click.FloatRange(min=0, min_open=True), default=10.0, show_default=True,
              help="Time budget of each decision.")  # fmt: skip
@click.option("--format", "form", type=click.Choice(["text", "json"]), help="How the verdict is printed; --batch "
              "prints JSON.  [default: text]")  # fmt: skip
def command(
    statement: str | None,
    symbols: tuple[str, ...],
    conditions: tuple[str, ...],
    variable: str | None,
    point: str | None,
    order: int | None,
    batch: str | None,
    seconds: float,
    form: str | None,
) -> int:
    """Decide whether STATEMENT holds, such as 'coth(x/2) = 1 + 2/(exp(x)-1)': proved, refuted with a witness, or
    undecided with the reason.

    With --batch, each line holds "statement", or "lhs" and "rhs", and "symbols", such as {"x": "nonzero"}; if need be
    "id", "where" (a list) and "asymptotic" ({"in": "x", "at": "0", "order": 4}). Each is answered by a line.

    Exit status: 0 all proved, 1 not all, 2 when the statement or any line cannot be read.
    """
    asymptotic = _asymptotic(variable, point, order)
    if batch is not None:
        if statement is not None or symbols or conditions or asymptotic or form == "text":
            raise click.UsageError("--batch takes statements, symbols and conditions from its lines, and prints JSON")
        return _decide_lines(batch, seconds)
    if statement is None:
        raise click.UsageError("a statement is missing, such as 'x/x = 1', or --batch FILE")
    return _decide_one(statement, symbols, conditions, asymptotic, seconds, form == "json")


def _asymptotic(variable: str | None, point: str | None, order: int | None) -> dict[str, Any] | None:
    if variable is None and point is None and order is None:
        return None
    if variable is None or order is None:
        raise click.UsageError("a claim to an order needs both --in and --order")
    return {"in": variable, "at": "0" if point is None else point, "order": order}


def _decide_one(statement: str, symbols: tuple[str, ...], conditions: tuple[str, ...],
                asymptotic: dict[str, Any] | None, seconds: float, as_json: bool) -> int:  # fmt: skip
    from symrules.report.claims import encoded, timed, verdict_line
    from symrules.text.declaration import for_claim, read_declarations
    from symrules.text.jsonl import read_claim

    declared = [entry for text in symbols for entry in read_declarations(text)]
    claim = {"statement": statement, "symbols": for_claim(declared), "where": list(conditions)}
    if asymptotic is not None:
        claim["asymptotic"] = asymptotic
    verdict, taken = timed(read_claim(claim, how_to_declare="--symbol '{}: real'"), seconds)
    click.echo(encoded(verdict_line(None, verdict, taken)) if as_json else str(verdict), nl=not as_json)
    return 0 if verdict.proved else 1


def _decide_lines(path: str, seconds: float) -> int:
    from symrules.report.claims import ERROR, answers, encoded

    outcomes = set()
    with click.open_file(path, "rb") as lines:
        for record in answers(lines, "<stdin>" if path == "-" else path, seconds):  # type: ignore[arg-type]
            outcomes.add(record["verdict"])
            click.echo(encoded(record), nl=False)
    return 2 if ERROR in outcomes else 0 if outcomes <= {"proved"} else 1
