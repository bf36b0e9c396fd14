"""The views, one file a task."""
