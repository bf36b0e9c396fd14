"""Correspondence: letters by mail, signed links, calendar feeds and webhooks."""
