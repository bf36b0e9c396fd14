"""Settings, addresses and the server: what makes the rooms one site."""
