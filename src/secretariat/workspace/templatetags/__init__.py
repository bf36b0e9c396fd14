"""The tags that the pages are written with."""
