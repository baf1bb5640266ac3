"""Models: what a physicist writes down about a conductor, as a text file that is read and never run."""

from symrules.models.model import Model, Observable
from symrules.models.reading import parse_model, read_model
from symrules.models.shipped import shipped_models

__all__ = ["Model", "Observable", "parse_model", "read_model", "shipped_models"]
