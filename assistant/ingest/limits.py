"""How much is read. Interviews and reviews are small; what is larger is a mistake or an attack."""

from __future__ import annotations

MAX_FILE_BYTES = 100 * 1024 * 1024
"""A file above this is not opened."""
MAX_UNPACKED_BYTES = 500 * 1024 * 1024
"""What an office file may unpack to in all."""
MAX_XML_BYTES = 120 * 1024 * 1024
"""What the XML within may come to: a book of a million words has a tenth of it, and trees take many times as much."""
MAX_CELLS = 20_000_000
"""Size of the rectangle that the cells of a sheet span; two cells in far corners make an empty one of any size."""
MAX_MARKUP_CHARACTERS = 20_000_000
"""Of a web page."""
MAX_ENTRIES = 20_000
"""Files within an office file."""
MAX_RATIO = 200
"""How far one of them may be compressed, once it unpacks to more than RATIO_FROM bytes."""
RATIO_FROM = 20 * 1024 * 1024
MAX_PDF_PAGES = 5_000
MAX_CELL_CHARACTERS = 20 * 1024 * 1024
MAX_ROWS = 500_000
