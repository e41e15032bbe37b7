"""Wrongly decoded characters, repaired.

`—` is E2 80 94 in UTF-8. Read as Windows-1252 that is `â€”`; where the curly quote in it was then made straight it is
`â€"`, which no decoder can undo, because `–` gives the same. Three questions, three rooms:

* how the bytes of UTF-8 look in another encoding, and what flattening leaves of them (encodings.py);
* which sequences of characters are such bytes, and what they can have been (layers.py);
* what it was, where the characters leave it open (context.py).

What damaged one character of a page damaged the others, so the encoding is chosen for the page. What is left is
ftfy's: `ftfy.fix_encoding` and only that, as `ftfy.fix_text` also straightens quotes, folds widths and unpicks
ligatures, which is editing and not repair.
"""
