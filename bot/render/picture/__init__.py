"""Pictures of a debate: what is drawn, as SVG, and the same as PNG."""
