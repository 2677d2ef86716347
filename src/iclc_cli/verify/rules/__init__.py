"""What each field has to find in print."""
