"""Equations that are linked to a derivation of the library."""

import pytest

from symrules.errors import DerivationError
from symrules.manuscript.drift import find_derivation
from tests.manuscript.checks import check, found, statuses, write

DIRECTIVE = "% symrules: derivations/compressibility:8\n"
KAPPA = r"\kappa = \frac{\Omega}{N^2}\frac{\partial N}{\partial\mu} = \frac{\Omega}{N k_B T}\frac{\Delta N}{N}"


def checked(folder, tex, directive=DIRECTIVE, before=""):
    return check(write(folder, f"{before}{directive}\\begin{{equation}}\n {tex}\n\\label{{it}}\\end{{equation}}", ""))


def test_the_derivation_gives_the_status(tmp_path):
    """An equation that says what was derived has the derivation's status; its symbols need no declaration."""
    items = checked(tmp_path, KAPPA)
    assert ["proved", "proved"] == statuses(items)["it"]
    assert [] == found(items)


@pytest.mark.parametrize(
    "tex",
    [
        KAPPA.replace(
            r"\frac{\Omega}{N^2}\frac{\partial N}{\partial\mu}", r"\frac{\partial N}{\partial\mu}\frac{\Omega}{N^2}"
        ),
        KAPPA.replace(r"\frac{\Omega}{N k_B T}\frac{\Delta N}{N}", r"\frac{\Omega\,\Delta N}{k_B T N^2}"),
        KAPPA.replace(r"k_B T", r"k_{B}\,T"),
        KAPPA.split(" = ")[0] + " = " + KAPPA.split(" = ")[1],
        r"\kappa = \Omega N^{-2} \partial N/\partial\mu",
    ],
)
def test_what_is_written_otherwise_is_no_drift(tmp_path, tex):
    """Sides that are provably those of the derivation, and a part of its chain, are what was derived."""
    assert {"proved"} == set(statuses(checked(tmp_path, tex))["it"])


@pytest.mark.parametrize(
    ("old", "new", "which"),
    [
        (r"\frac{\Omega}{N^2}", r"\frac{\Omega}{N}", [0, 1]),
        (r"\frac{\Omega}{N k_B T}", r"\frac{2\Omega}{N k_B T}", [1]),
        (r"\kappa =", r"-\kappa =", [0]),
        (r"\kappa =", r"\kappa \equiv", [0]),
        (r"\kappa =", r"\kappa \to", [0]),
        (r"\frac{\Delta N}{N}", r"\frac{\Delta N}{N} + O(T)", [1]),
    ],
)
def test_drift_is_found_at_the_link(tmp_path, old, new, which):
    """A changed factor, exponent, sign, relation or error term."""
    items = checked(tmp_path, KAPPA.replace(old, new))
    links = items[0].outcome.links
    assert which == [k for k, link in enumerate(links) if link.code in ("STALE001", "DIM001")]
    assert all("derived: " in link.notes[0] for link in links if link.code == "STALE001")


def test_an_error_term_that_was_dropped_is_drift(tmp_path):
    """The second line of (10) without its O() is not what was derived."""
    line = (
        r"N\frac{k_B T}{2\varepsilon_F}\left[\mathcal T+\frac{\mathcal T(1-\mathcal T)}{3}"
        r"\left(\frac{eV}{2k_B T}\right)^2ERROR\right]"
    )
    first = (
        r"L\frac{n(\mu_{\rm up})}{2\varepsilon_F}\left[\mathcal T^2k_B T+\mathcal T(1-\mathcal T)"
        r"\frac{\mu_{\rm up}-\mu_{\rm dn}}{2}\coth\left(\frac{\mu_{\rm up}-\mu_{\rm dn}}{2k_B T}\right)\right]"
    )
    directive = "% symrules: derivations/martin_landauer:10\n"
    whole = f"{first} = {line}".replace("ERROR", r"+O((eV/2k_B T)^4)")
    assert ["asymptotic"] == statuses(checked(tmp_path, whole, directive))["it"]
    for error in ("", r"+O((eV/2k_B T)^3)", r"+O((eV/2k_B T)^6)"):
        items = checked(tmp_path, f"{first} = {line}".replace("ERROR", error), directive)
        assert ["STALE001"] == [code for code, _ in found(items) if code != "AMB001"]


def test_nothing_beside_a_manuscript_is_run(tmp_path):
    """A folder derivations/ that comes with a manuscript is not the library."""
    folder = tmp_path / "derivations"
    folder.mkdir()
    (folder / "__init__.py").write_text("raise SystemExit('run')")
    (folder / "mine.py").write_text("raise SystemExit('run')")
    items = checked(tmp_path, "a = b", "% symrules: derivations/mine:1\n")
    assert [("STALE002", 1)] == found(items)


@pytest.mark.parametrize(("file", "label"), [("compressibilty", "8"), ("compressibility", "88"), ("__init__", "8")])
def test_a_derivation_that_does_not_exist_is_refused(file, label):
    """With what exists."""
    with pytest.raises(DerivationError) as caught:
        find_derivation(file, label)
    assert caught.value.hint


def test_a_cited_derivation_is_a_hypothesis_where_this_notation_reads_it(tmp_path):
    """Who cites an equation that is linked to a derivation uses it in the manuscript's own notation, or is told."""
    notation = (
        "[symbols]\nkappa = { latex = '\\kappa' }\nV = { latex = '\\Omega', domain = \"positive\" }\n"
        'N = { arguments = ["mu"], domain = "positive" }\nmu = { latex = "\\\\mu" }\nDN = { latex = "\\\\Delta N" }\n'
        'k_B = { domain = "positive" }\nTheta = { latex = "T", domain = "positive" }\n'
    )
    body = f"{DIRECTIVE}\\[ {KAPPA} \\label{{k}} \\]\n\\[ 2\\kappa = KAPPA \\label{{it}} % symrules: from k\n\\]"
    body = body.replace("KAPPA", r"\frac{2V}{N k_B T}\frac{\Delta N}{N}".replace("V", r"\Omega"))
    items = check(write(tmp_path, body, notation))
    assert statuses(items)["it"][0] in ("proved", "proved_under_hypotheses")
