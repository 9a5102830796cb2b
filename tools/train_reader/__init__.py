"""How the reader's model is made: `python -m tools.train_reader` (see `__main__`)."""
