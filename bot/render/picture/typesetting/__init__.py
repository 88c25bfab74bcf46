"""Words set in lines: their characters, directions, fonts and line breaks."""
