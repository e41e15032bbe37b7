r"""A PDF print as a text dump of our own making: printed lines in reading order, blank lines, indents, form feeds.

Five steps, each with what the step before it made:

1. characters (characters.py): code, place, baseline and type size, from pdfium;
2. pieces (pieces.py): characters that follow each other on one baseline; at a gap wider than a word's a piece ends;
3. rows and columns (columns.py): pieces on one baseline, raised and lowered figures and drop capitals with them;
   columns are read one after the other;
4. lines: the pieces of a row that stand near each other, in one column;
5. the dump (dump.py): a blank line where the distance to the line above, or the type size, says that something new
   begins; leading spaces for the first line of a paragraph; `\f` between the pages.

Lengths are in points (1/72 inch), and y grows upwards, as in the PDF itself; most are compared with the type size. From
the dump on, a print is a page like any other: nothing behind this package knows where it came from.
"""
