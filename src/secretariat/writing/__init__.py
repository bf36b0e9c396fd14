"""The way back: typed documents in, files out. Pure Python, usable alone."""
