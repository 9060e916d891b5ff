"""Reports: a table for the terminal, a page for the browser, a table for the README."""
