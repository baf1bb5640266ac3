"""A file of JSON lines to which a campaign adds what is finished, and from which it resumes.

Notes
-----
The lines of one file are written at once, and carry a digest of what they depend on: the file, the rules and the
version of symrules. A line that was cut off, or whose digest is no longer right, counts as not there.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import stat
from pathlib import Path

import symrules
from symrules.campaign.job import IMPLEMENTATION, Job, Record
from symrules.errors import OutputError

_LARGEST = 1_000_001  # bytes of a file that are digested; a larger file is refused anyway


class Journal:
    """What is finished, and where more is added."""

    def __init__(self, path: str | Path, rules: tuple[str, ...]) -> None:
        self.path, self.rules = Path(path), rules
        self._known: dict[tuple[str, str], dict[str, Record]] = {}  # by file and digest, then by rule
        self._whole = True  # whether the file ends with a complete line
        self._read()

    def finished(self, job: Job) -> list[Record] | None:
        """The records of a job that is finished; None where it is not."""
        known = self._known.get((job.file, self._digest(job)), {})
        if "" in known:  # the file cannot be checked
            return [known[""]]
        wanted = (IMPLEMENTATION,) if job.against else self.rules
        return [known[rule] for rule in wanted] if all(rule in known for rule in wanted) else None

    def add(self, job: Job, records: list[Record]) -> None:
        """Add the records of a finished job, at once.

        Raises
        ------
        OutputError
            The file cannot be written.
        """
        digest = self._digest(job)
        lines = "".join(json.dumps({**record, "digest": digest}) + "\n" for record in records)
        if not self._whole:
            lines, self._whole = "\n" + lines, True
        try:
            descriptor = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o666)
            try:
                data = lines.encode()
                while data:
                    data = data[os.write(descriptor, data) :]
            finally:
                os.close(descriptor)
        except OSError as error:
            raise OutputError(f"{self.path}: cannot be written: {error.strerror}") from None

    def _read(self) -> None:
        try:
            if not self.path.exists():
                return
            if not stat.S_ISREG(self.path.stat().st_mode):
                raise OutputError(f"{self.path}: is not a file", hint="name a file for --resume")
            content = self.path.read_bytes()
        except OSError as error:
            raise OutputError(f"{self.path}: cannot be read: {error.strerror}") from None
        self._whole = not content or content.endswith(b"\n")
        for line in content.splitlines():
            with contextlib.suppress(ValueError, RecursionError):
                record = json.loads(line)
                if isinstance(record, dict) and isinstance(record.get("file"), str):
                    digest = str(record.pop("digest", ""))
                    self._known.setdefault((record["file"], digest), {})[str(record.get("rule", ""))] = record

    def _digest(self, job: Job) -> str:
        found = hashlib.sha256(f"{symrules.__version__}\n{self.rules}\n{job.against}\n".encode())
        against = [job.against.rpartition(":")[0]] if job.against else []
        for name in (job.file.partition("::")[0], *against, *job.rule_files):
            found.update(b"\0" + content_of(name))
        return found.hexdigest()[:24]


def content_of(path: str) -> bytes:
    """The beginning of a regular file; nothing where it cannot be read."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except (OSError, ValueError):
        return b""
    with os.fdopen(descriptor, "rb") as file:
        return file.read(_LARGEST) if stat.S_ISREG(os.fstat(descriptor).st_mode) else b""
