"""What happens to an entry: holders, dates, states, progress."""
