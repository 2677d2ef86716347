"""Citations, one module a style."""
