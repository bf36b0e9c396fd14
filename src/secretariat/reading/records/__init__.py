"""Recognisers of meeting records: one file a kind of finding, each a pure function of the outline."""
