"""The worked example: a network, its records, and what people made of them. Data and its loading, no rules."""
