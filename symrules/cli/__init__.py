"""The command line, and the one place where errors become messages and exit codes.

Exit status: 0 all hold, 1 something does not, 2 bad input; 130 interrupted.

Notes
-----
Nothing is imported here that a command needs: ``symrules --help`` answers before SymPy could be loaded. Each command
is one file of this package with a function `command`, named in `_COMMANDS` with the line that the overview shows. For
``symrules prove --help`` and its like the same holds of these files: what they need they import where they need it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any

import click

import symrules

_COMMANDS = {
    "derive": "Derive and decide every equation of the paper; write output/.",
    "check": "Check models against the sum rules, and manuscripts.",
    "read": "Show how each equation of a manuscript is understood.",
    "new": "Write a commented model to start from.",
    "explain": "Tell what a sum rule means and where it comes from.",
    "prove": "Decide whether a statement holds, or each line of a file.",
    "series": "Expand an expression: coefficients, general term, radius, remainder.",
    "export": "Write the LaTeX of some equations for use in a manuscript.",
}

_INTERRUPTED = 130
_BROKEN_PIPE = 141  # as a shell reports a process that SIGPIPE ended


class _LazyGroup(click.Group):
    """A group that knows its commands by name and imports one when it is run."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = import_module(f"symrules.cli.{cmd_name}").command
        return command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[Any, Any, list[str]]:
        if args and args[0] not in _COMMANDS and not args[0].startswith("-"):
            import difflib

            close = difflib.get_close_matches(args[0], _COMMANDS, n=1)
            ctx.fail(
                f"there is no command {args[0]!r}; "
                + (f"did you mean {close[0]!r}?" if close else "the commands are " + ", ".join(_COMMANDS))
            )
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))


@click.group(cls=_LazyGroup, no_args_is_help=False, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(symrules.__version__, prog_name="symrules")
def group() -> None:
    """Sum rules as identities that are proved, refuted with a witness, or left undecided."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit status."""
    try:
        status = group.main(
            args=None if arguments is None else list(arguments), prog_name="symrules", standalone_mode=False
        )
        sys.stdout.flush()
    except (BrokenPipeError, SystemExit):
        # The reader has gone (click answers that with SystemExit); the flush at exit must not complain again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _BROKEN_PIPE
    except (KeyboardInterrupt, click.Abort):
        return _INTERRUPTED
    except Exception as error:
        message = _message(error)
        if message is None:
            raise
        click.echo(f"symrules: error: {message}", err=True)
        return 2
    return status if isinstance(status, int) else 0


def _message(error: Exception) -> str | None:
    """What to tell the user; None for a defect of symrules itself, which deserves its traceback."""
    from symrules.errors import SymrulesError

    if isinstance(error, SymrulesError):
        return str(error)
    if isinstance(error, click.UsageError):
        where = f"\n  hint: see '{error.ctx.command_path} --help'" if error.ctx else ""
        return error.format_message() + where
    if isinstance(error, click.ClickException):
        return error.format_message()
    if isinstance(error, OSError):
        return f"{error.filename}: {error.strerror}" if error.filename and error.strerror else str(error)
    return None
