"""Whether a text is an HTML page."""

import re

_HEAD, _SAMPLE = 2_000, 20_000  # characters
_FEWEST, _EVERY = 4, 400  # tags, and one in so many characters of text at least

# `<!DOCTYPE html>`, `<html lang="en">`, `<head>`, behind an XML declaration or comments -- not `The <html> tag is`.
_OPENING = re.compile(
    r"(?:\ufeff|\s|<\?xml[^>]{0,200}>|<!--(?:[^-]|-(?!->)){0,2000}-->){0,20}<(?:!doctype\s+html|html|head|body|title|meta|script|style|link|base)\b",
    re.IGNORECASE,
)
# Behind a script, a notice of the server: a page that has its root and its end.
_ROOT = re.compile(r"<(?:!doctype\s+html|html[\s>])", re.IGNORECASE)
_BODY = re.compile(r"</(?:head|body|html)>", re.IGNORECASE)
# A tag of a page's body: `<p>`, `</div>`, `<a href=...>`, `<br />` -- not `<URL>`, not `<john@example.com>`.
_TAG = re.compile(
    r"</?(?:p|div|br|a|b|i|em|strong|span|font|h[1-6]|table|tr|td|th|ul|ol|li|img|section|article|main|header|center"
    r"|blockquote|hr|figure)(?:\s[^<>]{0,500})?/?>",
    re.IGNORECASE,
)


def is_html(text: str) -> bool:
    r"""Whether a text is HTML: it opens as a page does, or begins with a tag and has many.

    >>> is_html("<!DOCTYPE html><p>Ships sailed."), is_html("<p>Ships</p>\n<p>sailed</p>")
    (True, True)
    >>> is_html("The <p> tag and the </p> tag, explained"), is_html("<Ships sailed> said the sign")
    (False, False)
    """
    if "<" not in text[:_HEAD]:
        return False
    if _OPENING.match(text) or (_ROOT.search(text, 0, _HEAD) and _BODY.search(text)):
        return True
    sample = text[:_SAMPLE]
    if not _TAG.match(sample, len(sample) - len(sample.lstrip())):
        return False
    tags = _TAG.findall(sample)
    return len(tags) >= _FEWEST and len(tags) * _EVERY > len(sample)
