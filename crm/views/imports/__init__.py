"""The pages on which administrators import files."""
