"""What is raised when a page cannot be read; nothing else ever is for bad input.

ExtractionError
├── EmptyPageError      nothing on the page, or nothing but furniture
├── NotTextError        an image, an archive, a PDF: bytes that hold no text
├── TooLargeError       more bytes than the caller allows
└── ProfileError        a site profile that cannot be read
"""


class ExtractionError(ValueError):
    """A page gives no record; the message says what is wrong, where, and what to try.

    `code` is the name of the case for programs: empty-page, not-text, too-large, bad-profile, or not-extracted for
    all others (a file that is not there).
    """

    code = "not-extracted"


class EmptyPageError(ExtractionError):
    """There is no story: the page has no characters, only white space, or only furniture."""

    code = "empty-page"


class NotTextError(ExtractionError):
    """The bytes are not text (an image, a zip archive, a PDF ...)."""

    code = "not-text"


class TooLargeError(ExtractionError):
    """The page has more bytes than the limit (64 MiB unless the caller says otherwise)."""

    code = "too-large"


class ProfileError(ExtractionError):
    """A site profile is missing, is no TOML, or says something that the program does not know."""

    code = "bad-profile"
