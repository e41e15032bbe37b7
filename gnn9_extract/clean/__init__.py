"""A page to a cleaner page; every step records its edits."""
