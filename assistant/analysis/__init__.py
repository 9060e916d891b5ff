"""The steps from text to drafts: findings, themes, personas and the journey, as functions over domain values."""
