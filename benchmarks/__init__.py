"""Benchmarks: what Crux costs, held against the least that each job could need."""
