"""Meetings, who attended them and what was on the agenda."""
