"""What reviewers decide: the desk they work at, edits, undo, history."""
