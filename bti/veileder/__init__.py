"""The action guide: read in one statement, written whole."""
