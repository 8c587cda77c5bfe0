"""The writer that asks nobody: the best passages of a talk, as they were said."""
