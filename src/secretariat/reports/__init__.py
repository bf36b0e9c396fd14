"""Reports: selectors in, typed documents of ``writing`` out."""
