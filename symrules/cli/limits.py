"""Time and memory limits of a whole command, which hold also inside native code."""

from __future__ import annotations

import os
import resource
import signal

import click

MEMORY = 4 * 1024**3


def carry_on_within(seconds: float) -> int | None:
    """None in a child process, which carries on with the command; in this one, the status with which the child ended.

    The system ends the child when its time is up, also where no Python runs, and refuses it more memory than there is
    in its budget; then the status is 2, with a message.
    """
    child = os.fork()
    if not child:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, seconds)
        return None
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if status >= 0:
        return status
    if status == -signal.SIGALRM:
        why = f"the time budget of {seconds:g} s is exhausted"
        hint = "ask for a lower order, or give more time with --seconds"
    else:
        why = f"ended by the system with signal {-status}; the memory budget is {MEMORY // 1024**3} GB"
        hint = "ask for a lower order"
    click.echo(f"symrules: error: {why}\n  hint: {hint}", err=True)
    return 2
