"""Made-up national reports: nothing in them tells of the real countries."""

from .made import MadeReport, Planted, few_reports, made_reports, thirty

__all__ = ["MadeReport", "Planted", "few_reports", "made_reports", "thirty"]
