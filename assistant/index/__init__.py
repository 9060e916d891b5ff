"""Search by meaning: the index of chunks, its files, and keeping it in step with the study."""
