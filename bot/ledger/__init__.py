"""The rules of disagreement: plain values and functions, without a database, a network or a clock."""
