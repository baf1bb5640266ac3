"""Messages between two processes: frames of four bytes of length and a payload."""

from __future__ import annotations

import os
import select
import struct
import time

GRACE = 0.2  # seconds that a worker gets beyond its own deadline before it is killed
OUT_OF_TIME, OUT_OF_MEMORY = b"time", b"memory"
_LENGTH = struct.Struct("<I")


def write_frame(fd: int, payload: bytes) -> None:
    """Write one frame."""
    data = _LENGTH.pack(len(payload)) + payload
    while data:
        data = data[os.write(fd, data) :]


def read_frame(fd: int, deadline: float | None = None) -> bytes | None:
    """Read one frame; None where the other end is closed, or the deadline has passed."""
    header = _read(fd, _LENGTH.size, deadline)
    return None if header is None else _read(fd, _LENGTH.unpack(header)[0], deadline)


def _read(fd: int, count: int, deadline: float | None) -> bytes | None:
    data = b""
    while len(data) < count:
        if deadline is not None and not select.select([fd], [], [], max(deadline - time.monotonic(), 0.0))[0]:
            return None
        piece = os.read(fd, count - len(data))
        if not piece:
            return None
        data += piece
    return data
