"""Grounding: which words of a talk each sentence of a text rests on, found in code."""
