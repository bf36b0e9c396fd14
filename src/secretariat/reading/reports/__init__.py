"""National reports and other long texts: what they say of each goal and objective, with page and words."""
