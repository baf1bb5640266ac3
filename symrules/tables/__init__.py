"""TOML files that are read with the position of every key and value, so that a message can point at it."""

from symrules.tables.document import Document, Table, parse_document, read_document
from symrules.tables.files import read_text_file
from symrules.tables.symbols import Symbols, read_symbols

__all__ = ["Document", "Symbols", "Table", "parse_document", "read_document", "read_symbols", "read_text_file"]
