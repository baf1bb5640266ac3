"""Campaigns of random claims, each judged by a referee that shares no code with the prover."""
