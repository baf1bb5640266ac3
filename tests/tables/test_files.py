"""Reading a stranger's file: only regular text files of bounded size, inside their own folder."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from symrules.errors import ReadError
from symrules.tables import read_text_file


def test_line_ends_and_byte_order_mark(tmp_path: Path) -> None:
    """Windows line ends and a byte order mark do not shift positions."""
    (tmp_path / "a").write_bytes(b"\xef\xbb\xbfa\r\nb\rc")
    assert "a\nb\nc" == read_text_file(tmp_path / "a")


def _refused(path: Path, word: str, **options: int) -> None:
    with pytest.raises(ReadError, match=word):
        read_text_file(path, **options)


def test_what_is_not_a_readable_text_file_is_refused(tmp_path: Path) -> None:
    """A missing file, a folder, a pipe, a device, another encoding, a file too large: each says what it is."""
    _refused(tmp_path / "none", "No such file")
    _refused(tmp_path, "is a folder")
    _refused(Path("/dev/zero"), "a device")
    os.mkfifo(tmp_path / "pipe")
    _refused(tmp_path / "pipe", "a pipe")
    (tmp_path / "latin").write_bytes(b"ok\n\xe9")
    _refused(tmp_path / "latin", "latin:2: the file is not UTF-8: byte 4")
    (tmp_path / "large").write_bytes(b"a" * 11)
    _refused(tmp_path / "large", "larger than 10 bytes", limit=10)
    _refused(Path("a\0b"), "cannot be read")


def test_a_link_is_followed_inside_its_folder_only(tmp_path: Path) -> None:
    """A link that leads out of its folder is refused; one that stays inside is read; a loop is an error."""
    folder = tmp_path / "folder"
    folder.mkdir()
    (tmp_path / "secret").write_text("secret")
    (folder / "real").write_text("text")
    (folder / "inside").symlink_to("real")
    (folder / "outside").symlink_to("../secret")
    (folder / "loop").symlink_to("loop")
    assert "text" == read_text_file(folder / "inside")
    _refused(folder / "outside", "leads out of its folder")
    _refused(folder / "loop", "cannot be read")
