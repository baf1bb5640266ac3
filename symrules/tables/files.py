"""A text file of a stranger: a regular file of bounded size, in UTF-8, inside its own folder."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from symrules.errors import Place, ReadError

MAX_BYTES = 1_000_000


def read_text_file(path: str | Path, *, limit: int = MAX_BYTES) -> str:
    """The text of a file; line ends become ``\\n``.

    A symbolic link is followed only to a file of its own folder or below: what a stranger's folder holds cannot show
    what lies outside.

    Raises
    ------
    ReadError
        There is no such file, it is no regular file, larger than `limit` bytes, not UTF-8, or a link leads outside.
    """
    shown, path = str(path), Path(path)
    place = Place(shown)
    try:
        if path.is_symlink() and not path.resolve(strict=True).is_relative_to(path.parent.resolve()):
            raise ReadError("the symbolic link leads out of its folder", place=place, hint="name the file itself")
        # Without O_NONBLOCK, opening a pipe that nobody writes to would wait for ever.
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    except (OSError, ValueError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or "the path cannot be followed"
        raise ReadError(f"cannot be read: {reason}", place=place) from None
    mode = os.fstat(descriptor).st_mode
    if not stat.S_ISREG(mode):
        os.close(descriptor)
        kind = "a folder" if stat.S_ISDIR(mode) else "a pipe, a socket or a device"
        raise ReadError(f"is {kind}, not a file", place=place)
    with os.fdopen(descriptor, "rb") as file:
        content = file.read(limit + 1)
    if len(content) > limit:
        raise ReadError(f"the file is larger than {limit:,} bytes", place=place, hint="split it")
    return _decoded(content, shown)


def _decoded(content: bytes, shown: str) -> str:
    try:
        text = content.removeprefix(b"\xef\xbb\xbf").decode()
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise ReadError(
            f"the file is not UTF-8: byte {error.start + 1} cannot be read",
            place=Place(shown, line),
            hint="save it as UTF-8",
        ) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")
