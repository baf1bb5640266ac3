"""``symrules new``: a commented model to start from, which already checks."""

from __future__ import annotations

import os
from pathlib import Path

import click

from symrules.errors import OutputError

TEMPLATE = """\
# A model: what a physicist writes down about a conductor. It is read, never run.
# Check it with:  symrules check {file}

[model]
name = "{name}"
reference = ""                  # where it comes from
# where = ["e*V < mu"]          # conditions under which everything is claimed

# Each symbol, declared once. A dimension is checked where it is given; the domain is "real" unless another is named:
# positive, nonnegative, nonzero, integer, or an interval such as "[0, 1]".
# role      what it does: drive (goes to zero in equilibrium), transport (what scatters), equilibrium, constant
# quantity  what it is, where its name does not say so: temperature, chemical potential, Boltzmann constant, time,
#           length, volume, wave number, frequency, mass, charge, counting field
[symbols]
k_B = {{ dimension = "energy/temperature", domain = "positive", role = "constant" }}
e = {{ dimension = "charge", domain = "positive", role = "constant" }}
h = {{ dimension = "action", domain = "positive", role = "constant" }}
Theta = {{ latex = "T", dimension = "temperature", domain = "positive", quantity = "temperature" }}
mu = {{ latex = '\\mu', dimension = "energy", domain = "positive", role = "equilibrium" }}
V = {{ dimension = "voltage", domain = "real", role = "drive" }}
T = {{ latex = '\\mathcal{{T}}', dimension = "1", domain = "[0, 1]", role = "transport" }}
N_0 = {{ dimension = "1/energy", domain = "positive", role = "constant" }}

# Shorthands, in any order; with arguments, as "f(E)" = "1/(exp((E - mu)/(k_B*Theta)) + 1)", functions of them.
[definitions]
x = "e*V/(2*k_B*Theta)"

# What the model predicts. The rules ask for: number, number_fluctuation, compressibility, density, density_response,
# conductance, current_noise, current_correlation, fano_factor, generating_function, conductance_matrix,
# second_order_conductance. `symrules explain` lists the rules, `symrules explain compressibility` tells what one means.
[observables]
conductance = "e**2/h*T"
current_noise = "4*k_B*Theta*e**2/h*(T**2 + T*(1 - T)*x*coth(x))"
number = "N_0*mu"
number_fluctuation = "k_B*Theta*N_0"

# Physics that the verdicts rest on; it is shown beside them.
[hypotheses]
scattering = "independent electrons, one channel, a transmission that does not depend on energy"

# The verdicts that you know of: a rule that the model is known to violate does not fail the check.
# [expect]
# compressibility = "refuted"
"""


@click.command("new")
@click.argument("path", metavar="MODEL.toml")
def command(path: str) -> int:
    """Write a commented model to MODEL.toml, which checks as it is. An existing file is never overwritten."""
    target = Path(path)
    if target.suffix != ".toml":
        raise click.UsageError(f"a model is a TOML file: write {target.with_suffix('.toml').name}")
    stem = "".join(c if c.isalnum() and c.isascii() else " " for c in target.stem).split()
    name = " ".join(stem)[:80] or "New model"
    text = TEMPLATE.format(file=_shown(target), name=name[0].upper() + name[1:])
    _write_new(target, text)
    click.echo(f"{path}: written; check it with: symrules check {path}")
    return 0


def _shown(target: Path) -> str:
    return "".join(c for c in target.name if c.isprintable())


def _write_new(target: Path, text: str) -> None:
    """Write the file whole, or not at all.

    Raises
    ------
    OutputError
        It exists, or cannot be written.
    """
    whole = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        with whole.open("x", encoding="utf-8") as file:
            file.write(text)
        try:
            os.link(whole, target)  # fails where the file exists, also as a link
        finally:
            whole.unlink()
    except FileExistsError:
        raise OutputError(f"{target}: exists, and is not overwritten", hint="name another file") from None
    except OSError as error:
        raise OutputError(f"{target}: cannot be written: {error.strerror}") from None
