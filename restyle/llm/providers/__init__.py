"""Kinds of model, one a file: each asks somebody else."""
