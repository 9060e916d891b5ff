"""How good the coding is: metrics, suites and reports."""
