"""History: append-only events, the refusals of the verbs."""
