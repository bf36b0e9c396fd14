"""Exports: tables and calendars as bytes."""
