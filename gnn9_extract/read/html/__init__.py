"""An HTML page to a text dump of our own making, and to lines that know what they are in the page."""
