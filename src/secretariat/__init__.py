"""Secretariat: reads the records of a network, registers what was agreed, follows it up, reports it."""
