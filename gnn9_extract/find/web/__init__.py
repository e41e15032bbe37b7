"""The finders that ask an HTML page itself: its metadata, and what it shows beside its story."""
