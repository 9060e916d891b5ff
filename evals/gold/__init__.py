"""Gold: what a careful coder found in a text, to hold an engine against."""
