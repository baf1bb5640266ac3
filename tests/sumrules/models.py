"""Small models as text, for tests of the rules."""

from __future__ import annotations

from symrules.models import Model, parse_model

SYMBOLS = """
[symbols]
k_B = { dimension = "energy/temperature", domain = "positive", role = "constant" }
Theta = { dimension = "temperature", domain = "positive", role = "equilibrium", quantity = "temperature" }
e = { dimension = "charge", domain = "positive", role = "constant" }
mu = { dimension = "energy", domain = "positive", role = "equilibrium" }
G = { dimension = "conductance", domain = "positive", role = "constant" }
L = { dimension = "length", domain = "positive", role = "constant" }
c = { dimension = "1/(length*energy)", domain = "positive", role = "constant" }
T = { dimension = "1", domain = "[0, 1]", role = "transport" }
V = { dimension = "voltage", domain = "DRIVE", role = "drive" }
t = { dimension = "time", domain = "nonnegative" }
tau = { dimension = "time", domain = "positive", role = "constant" }
q = { dimension = "wavenumber", domain = "positive" }
omega = { dimension = "frequency", domain = "real" }
m = { dimension = "mass", domain = "positive", role = "constant" }
chi = { dimension = "1", domain = "real", quantity = "counting field" }
"""


def model(observables: str, *, drive: str = "real", head: str = "", more: str = "") -> Model:
    """A model of these observables, as lines of TOML."""
    symbols = SYMBOLS.replace("DRIVE", drive)
    return parse_model(
        f'[model]\nname = "test"\n{head}\n{symbols}\n[observables]\n{observables}\n{more}\n', "test.toml"
    )
