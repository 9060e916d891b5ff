"""Suites: what is measured. Each is a function from data and codings to a result."""
