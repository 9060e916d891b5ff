"""How much is read. Interviews and reviews are small; what is larger is a mistake or an attack."""

from __future__ import annotations

MAX_FILE_BYTES = 100 * 1024 * 1024
"""A file above this is not opened."""
MAX_UNPACKED_BYTES = 500 * 1024 * 1024
"""What an office file may unpack to in all."""
MAX_ENTRIES = 20_000
"""Files within an office file."""
MAX_RATIO = 200
"""How far one of them may be compressed, once it unpacks to more than RATIO_FROM bytes."""
RATIO_FROM = 20 * 1024 * 1024
MAX_PDF_PAGES = 5_000
MAX_CELL_CHARACTERS = 20 * 1024 * 1024
MAX_ROWS = 500_000
