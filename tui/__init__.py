"""The Textual app in which reviewers decide."""
