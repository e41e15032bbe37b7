"""Wrongly decoded characters, repaired.

`—` is E2 80 94 in UTF-8. Read as Windows-1252 that is `â€”`; where the curly quote in it was then made straight it is
`â€"`, which no decoder can undo, because `–` gives the same. So nothing is decoded back: the damage is done again,
to every character that a text can have, and what comes of it is looked up on the page.

* encodings.py: how the bytes of UTF-8 look in another encoding, and what flattening does to them;
* forms.py: every character after a chain of damage; likelihood.py: how often a text has it;
* damage.py: the types; reading.py: which stretches of a line are such forms, and all that each can have been;
* evidence.py: what no clean text has; acceptance.py: what of the damage that was read is taken for damage;
* diagnosis.py: whether a page is damaged, in which encoding, how deep, and whether all of it is;
* context.py and spelling.py: which it was, by the marks and words beside it;
* halves.py, mac.py, quoting.py: what is no damage after all, or of another kind;
* repair.py: the stage; residue.py: what is left after it.

What damaged one character of a page damaged the others, so the chain is one for the page. What is left is ftfy's:
`ftfy.fix_encoding` and only that, as `ftfy.fix_text` also straightens quotes, folds widths and unpicks ligatures, which
is editing and not repair.
"""
