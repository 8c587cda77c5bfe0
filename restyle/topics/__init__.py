"""Splitting: topic boundaries, and segment sizes."""
