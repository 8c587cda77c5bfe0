"""Search: the passages of talks that answer a question, found by code."""
