"""Deciding whether an identity holds: proved, refuted with a witness, or undecided with the reason."""
