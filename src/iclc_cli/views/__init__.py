"""How records and results look, whatever the format."""
