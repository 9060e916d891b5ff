"""Cutting sources: sentences, chunks, and the passages that engines read."""
