"""One widget a file; small ones keep their styles in the class."""
