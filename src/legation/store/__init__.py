"""The ledger and the JSON form of what is kept."""
