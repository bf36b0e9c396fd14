"""The network: entities, bodies, people, users, and who may do what."""
