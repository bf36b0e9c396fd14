"""What was agreed: proposals of a reading, and the entries that people made of them."""
