"""The report of UNESCO's Fifth International Conference on Learning Cities as data, and a command line over it."""
