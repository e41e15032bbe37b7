"""Bytes to a page of lines."""
