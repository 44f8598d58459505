"""The corpus through git: its state at a revision, and what became of it."""
