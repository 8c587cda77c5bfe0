"""Markdown as writers and readers write it: parsed, cut into sentences, made plain."""
