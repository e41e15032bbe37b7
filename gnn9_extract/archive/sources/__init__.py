"""Where pages come from: folders, globs, archives, WARC files, JSON Lines, lists, object stores; in a fixed order."""
