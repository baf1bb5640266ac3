"""The wheel: what an installation holds, built here and run from a folder that knows nothing of the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel built from this checkout, unpacked as an installation would be."""
    built, target = tmp_path_factory.mktemp("wheel"), tmp_path_factory.mktemp("site")
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(built)], cwd=ROOT, check=True,
                   capture_output=True)  # fmt: skip
    (wheel,) = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(target)
    return target


def test_wheel_installs_one_package_only(unpacked):
    """No module but symrules is installed, neither derivations nor tests."""
    assert {"symrules"} == {path.name for path in unpacked.iterdir() if not path.name.endswith(".dist-info")}


def test_wheel_ships_every_derivation(unpacked):
    """The files of derivations/ are inside the package."""
    shipped = {path.relative_to(unpacked / "symrules" / "derivations")
               for path in (unpacked / "symrules" / "derivations").rglob("*.py")}  # fmt: skip
    assert {path.relative_to(ROOT / "derivations") for path in (ROOT / "derivations").rglob("*.py")} == shipped


def test_wheel_has_the_license_and_the_command(unpacked):
    """The metadata name the license file and the console script."""
    (metadata,) = unpacked.glob("*.dist-info")
    assert "symrules = symrules.cli:main" in (metadata / "entry_points.txt").read_text()
    assert (metadata / "licenses" / "LICENSE").read_text() == (ROOT / "LICENSE").read_text()


def test_installed_symrules_finds_its_own_derivations(unpacked, tmp_path):
    """From any folder, the installed command uses the derivations inside the package."""
    environment = {**os.environ, "PYTHONPATH": str(unpacked)}
    code = "from symrules import library; print(library.shipped_folder(), len(library.sections()) > 0)"
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True, text=True,
                          check=True)  # fmt: skip
    assert f"{unpacked / 'symrules' / 'derivations'} True\n" == done.stdout
