"""How each front end writes people's words, links, moments and emphasis."""
