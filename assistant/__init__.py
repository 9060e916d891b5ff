"""Verbatim: personas and journey maps from interviews and reviews, with the evidence behind every claim."""

__version__ = "0.1.0"
