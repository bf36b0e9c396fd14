"""Documents as they came, and the readings made of them."""
