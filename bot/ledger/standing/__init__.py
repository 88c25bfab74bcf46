"""Where a debate stands: verdicts, counts, cruxes, and what moved."""
