"""Examined reports: collections, passages, what people decided on them, and what they show together."""
