"""The command line as a whole: help, version, errors and exit codes."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys

import click
import pytest

import symrules as package
from symrules import cli
from symrules.errors import DerivationError, Place


def test_help_names_every_command(symrules):
    """The overview shows each command with one line."""
    done = symrules("--help")
    assert (0, "") == (done.returncode, done.stderr)
    for name in ("derive", "prove", "series", "export"):
        assert f"\n  {name} " in done.stdout


def test_help_imports_nothing_heavy():
    """Neither SymPy nor rich, matplotlib or FLINT is loaded to show the overview."""
    code = (
        "import sys; from symrules.cli import main; status = main(['--help']); "
        "print(status, sorted({'sympy', 'rich', 'matplotlib', 'flint', 'numpy', 'mpmath'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "0 []" == done.stdout.splitlines()[-1]


def test_importing_the_package_imports_nothing_heavy():
    """``import symrules`` costs nothing; its exports come when they are used."""
    code = (
        "import sys, symrules as s; before = 'sympy' in sys.modules; s.Identity; print(before, 'sympy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "False True" == done.stdout.strip()


def test_every_export_exists():
    """Each name of ``symrules.__all__`` can be had, and an unknown one is an AttributeError."""
    for name in package.__all__:
        assert getattr(package, name) is not None
        assert importlib.util.find_spec(f"symrules.{name}") is None, f"{name} is a module too"
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = package.nothing


def test_static_overview_agrees_with_the_commands():
    """The command behind each name in the overview exists and has that name."""
    context = click.Context(cli.group)
    for name in cli.group.list_commands(context):
        command = cli.group.get_command(context, name)
        assert command is not None
        assert name == command.name


def test_version_is_printed(symrules):
    """``--version`` names the program and its version."""
    assert f"symrules, version {package.__version__}\n" == symrules("--version").stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["dervie"], "there is no command 'dervie'; did you mean 'derive'?"),
        (["xyz"], "there is no command 'xyz'; the commands are derive, check, "),
        ([], "Missing command"),
        (["--nope"], "No such option"),
        (["derive", "--format", "xml"], "'xml' is not one of 'text', 'json'"),
        (["derive", "--from", "nowhere"], "nowhere: nowhere is not a folder"),
        (["export", "--out", "x"], "Missing argument"),
    ],
)
def test_bad_input_is_one_message_and_status_2(symrules, arguments, message):
    """A wrong command line is answered on standard error without a traceback."""
    done = symrules(*arguments)
    assert (2, "") == (done.returncode, done.stdout)
    assert done.stderr.startswith("symrules: error: ")
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def _failing(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> int:
    @click.command("derive")
    def command() -> None:
        raise error

    monkeypatch.setattr(cli.group, "get_command", lambda ctx, name: command)
    return cli.main(["derive"])


def test_error_of_symrules_is_a_message_with_place_and_hint(monkeypatch, capsys):
    """An error that the user can mend shows where it is and what to write instead."""
    assert 2 == _failing(monkeypatch, DerivationError("is wrong", place=Place("a.py", 3), hint="write it right"))
    assert "symrules: error: a.py:3: is wrong\n  hint: write it right\n" == capsys.readouterr().err


def test_error_of_the_system_is_a_message(monkeypatch, capsys):
    """A file that cannot be read or written is named with the reason."""
    assert 2 == _failing(monkeypatch, PermissionError(13, "Permission denied", "/x/y"))
    assert "symrules: error: /x/y: Permission denied\n" == capsys.readouterr().err


def test_interruption_has_the_shell_s_status(monkeypatch):
    """Control-C ends with 130 and without a traceback."""
    assert 130 == _failing(monkeypatch, KeyboardInterrupt())


def test_defect_of_symrules_keeps_its_traceback(monkeypatch):
    """An error that no user can mend is not dressed up as one."""
    with pytest.raises(ZeroDivisionError):
        _failing(monkeypatch, ZeroDivisionError("a defect"))


def test_closed_pipe_is_quiet():
    """A reader that goes away, such as ``head``, causes no message."""
    environment = {**os.environ, "PYTHONPATH": str(package.__path__[0]) + "/.."}
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run([sys.executable, "-m", "symrules", "--help"], stdout=write, stderr=subprocess.PIPE,
                          env=environment, check=False)  # fmt: skip
    os.close(write)
    assert (141, b"") == (done.returncode, done.stderr)
