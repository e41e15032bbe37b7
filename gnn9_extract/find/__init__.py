"""A clean page to the fields of its record, each with the piece of text it was read from."""
