"""Marker phrases: in each language, by what a sentence shows that it may be a claim, a crux or a concession."""
