"""The pages of the people who keep the register and of those who follow it."""
