"""What every line of an HTML page is: of its story, its headline, a credit, or what the name of a rule says.

First every line is judged by its boxes (boxes.py), then by its words, then by its neighbours.
"""

import re
from collections import Counter
from collections.abc import Sequence

from gnn9_extract.clean.boxes import Boxes, look
from gnn9_extract.clean.shown_headline import Titles, heading_tag, shown_headline
from gnn9_extract.page import Box, Line
from gnn9_extract.sites.banner import squash
from gnn9_extract.tables.agencies import names_agency
from gnn9_extract.tables.boxes import kinds_of
from gnn9_extract.tables.bylines import is_byline
from gnn9_extract.tables.labels import when_label
from gnn9_extract.tables.notices import notice
from gnn9_extract.tables.stamps import first_stamp, is_credit
from gnn9_extract.tables.web_notices import heading_over, web_notice

# Labels that are no rules: the line stays on the page.
STORY, HEADLINE, CREDIT = "", "=headline", "=credit"
OUTSIDE, _ABOVE, _ALONE, REPEATED = "outside_story", "above_headline", "heading_alone", "repeated_headline"
_TWIN = "repeated_sentence"
# The rules of this module, beside those that the tables of boxes and notices name.
RULES = (OUTSIDE, _ABOVE, _ALONE, REPEATED, _TWIN)
_CREDIT_KINDS = {"author", "date", "credit"}
# Lines of these kinds can hold the credits, too.
_PERHAPS_CREDITS = {OUTSIDE, _ABOVE, "author_box"}
_NEVER_CREDITS = {"navigation", "comments", "hidden", HEADLINE}
_NEAR = 4  # so many lines before and after the headline hold credits, whatever their boxes are called
_TIMELINE = 3  # dates
_LONGEST_CREDIT = 200  # characters
_LONGEST_HEADLINE = 300
_LEAST_REPEATED = 25  # letters of a headline that stands again behind a kicker
_LEAST_PULLED = 30  # letters of a quotation that is pulled out of the story
_QUOTE_DEPTH = 4  # boxes between a line and the blockquote that it is part of
_ENDS = '.!?…:"”’»)。'
_FEWEST_UNLINKED = 18  # characters of a sentence that is mostly a link
_LONG = 200  # characters; a longer line is seldom a link alone
# What a line under whose heading other stories, or buttons, stand can be by itself.
_HEADING_RULES = {
    STORY,
    "related_links",
    "share_line",
    "read_also",
    "newsletter",
    "control_text",
    "promotion",
    "share_buttons",
}
_NEVER_STORY = {"navigation", "footer", "hidden", "form", "comments", HEADLINE, CREDIT}
_SELDOM_STORY = {"related_links", "newsletter", "cookie_notice", "caption", "author_box", "advertisement"}
# `___`, `* * *`: where the writer parts the story.
_BREAK = re.compile(r"([_*#~•=–—-])(?:\s?\1){1,9}")
# An address that the story itself prints, as a line of its own.
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+$")


class Labels:
    """The rule of every line, "" for the lines of the story."""

    def __init__(self, lines: Sequence[Line], titles: Titles) -> None:
        self._lines = lines
        self._titles = titles
        self._boxes = Boxes(lines)
        self._headline = shown_headline(lines, titles, self._boxes)
        if self._headline is not None and self._boxes.are_against(self._headline):
            self._boxes.believe(self._headline)
        self.rules = [kind or self._by_words(number) for number, kind in enumerate(self._boxes.kinds)]
        if self._headline is not None:
            self._around_headline(self._headline)
            self._remove_other_articles(self._headline)
            self._remove_repeats(self._headline)
        self._remove_twins()
        self._remove_pulled()
        self._set_credits_aside()
        self._under_headings()
        self._by_neighbours()
        if STORY not in self.rules:
            self._fall_back()

    def _story(self) -> list[int]:
        """The lines that are taken for the story so far."""
        return [number for number, rule in enumerate(self.rules) if rule == STORY]

    def _sentences(self) -> list[int]:
        """Those of them that are sentences."""
        return [number for number in self._boxes.sentences if self.rules[number] == STORY]

    def _by_words(self, number: int) -> str:
        """What a line is that no box round it is against: by its words alone."""
        text = self._lines[number].text
        if not self._boxes.inside(number):
            return web_notice(text) or OUTSIDE
        linked = self._linked(number)
        if linked and linked > self._most_linked(number) and not _ADDRESS.match(text):
            return "related_links"
        if not any(map(str.isalnum, text)):
            return STORY if _BREAK.fullmatch(text) else "ornament"
        kind = notice(text) or web_notice(text) or ("credit" if is_credit(text) else STORY)
        # The notice of an agency is a wire credit.
        return STORY if kind == "copyright_line" and names_agency(text) else kind

    def _linked(self, number: int) -> int:
        block = self._lines[number].block
        return block.linked if block else 0

    def _most_linked(self, number: int) -> float:
        """How many characters of a line can be links before it is one: nearly all of a sentence among the story's."""
        text = self._lines[number].text
        if len(text) >= _LONG:
            return 0.9 * len(text)
        most = 0.6 * len(text)
        if text[-1] in ".!?" and self._boxes.has_look(number):
            most = max(most, min(0.85 * len(text), len(text) - _FEWEST_UNLINKED))
        return most

    def _around_headline(self, headline: int) -> None:
        """Nothing of the story stands over its headline; below it, what looks like the story is part of it."""
        rules, boxes = self.rules, self._boxes
        for number in range(headline):
            rules[number] = rules[number] or _ABOVE
        rules[headline] = HEADLINE
        first = next(iter(self._story()), 0)
        for number in (sentence for sentence in boxes.sentences if sentence > headline):
            is_like = rules[number] == OUTSIDE and (number < first or boxes.has_look(number))
            # A teaser between headline and story, without a link, is a standfirst.
            if is_like or (number < first and rules[number] == "related_links" and not self._linked(number)):
                rules[number] = STORY
        around = {boxes.around(number) for number in self._sentences()}
        story = self._story()
        for number in range(story[0], story[-1]) if story else ():
            if rules[number] == OUTSIDE and boxes.around(number) in around:
                is_linked = 2 * self._linked(number) > len(self._lines[number].text)
                rules[number] = OUTSIDE if is_linked else STORY

    def _remove_other_articles(self, headline: int) -> None:
        """Articles beside the one with the headline and its story: the next story of the site, teasers."""
        boxes = self._boxes
        own = boxes.article(headline)
        if own is None or not boxes.has_story(own):
            return
        for number in self._story():
            if not boxes.is_in(number, own) and boxes.in_article(number):
                self.rules[number] = "related_links"

    def _remove_repeats(self, headline: int) -> None:
        """The headline again, as it is shown or as a title of the metadata has it, also as a heading with a kicker."""
        repeats = {squash(self._lines[headline].text), *self._titles.squashed}
        initials = {repeat[:1] for repeat in repeats}
        whole = tuple(each for each in repeats if len(each) >= _LEAST_REPEATED)
        for number in self._story():
            line = self._lines[number]
            first = line.text[0]
            may_be = first.casefold()[0] in initials or not first.isalnum()
            may_have_kicker = ":" in line.text and heading_tag(line)
            if len(line.text) <= _LONGEST_HEADLINE and (may_be or may_have_kicker):
                squashed = squash(line.text)
                if squashed in repeats or (may_have_kicker and squashed.endswith(whole)):
                    self.rules[number] = REPEATED

    def _remove_twins(self) -> None:
        """Sentences that stand in boxes of another look again: for a smaller screen, or pulled out of the story.

        A repetition among the paragraphs of the story is the writer's.
        """
        sentences = self._sentences()
        places: dict[str, list[int]] = {}
        for number in sentences:
            places.setdefault(self._lines[number].text, []).append(number)
        if len(places) == len(sentences):
            return
        usual = Counter(look(self._lines[number]) for number in sentences)
        for numbers in places.values():
            looks = {look(self._lines[number]) for number in numbers}
            if len(looks) > 1:
                kept = max(looks, key=lambda each: (usual[each], each))
                for number in numbers:
                    self.rules[number] = STORY if look(self._lines[number]) == kept else _TWIN

    def _remove_pulled(self) -> None:
        """Quotations in a box of their own whose words a paragraph of the story has, with who is named under them.

        Leaves a box that has a sentence more, however short.
        """
        quotes: dict[int, list[int]] = {}
        for number in self._story():
            if box := _quote_box(self._lines[number]):
                quotes.setdefault(box.number, []).append(number)
        if not quotes:
            return
        quoted = {number for numbers in quotes.values() for number in numbers}
        words = "\n".join(squash(self._lines[number].text) for number in self._sentences() if number not in quoted)
        for numbers in quotes.values():
            letters = {number: squash(self._lines[number].text) for number in numbers}
            long = [number for number, each in letters.items() if len(each) >= _LEAST_PULLED]
            sentences = [number for number in numbers if self._lines[number].text[-1] in ".!?"]
            if long and all(letters[number] in words for number in (*long, *sentences)):
                for number in numbers:
                    self.rules[number] = _TWIN

    def _days(self) -> set[int]:
        """The days of a timeline: several dates of one look, of which some stand between paragraphs of the story."""
        dates = [n for n, rule in enumerate(self.rules) if rule == "credit" and not self._boxes.kinds[n]]
        first = next(iter(self._sentences()), 0)
        inside = Counter(look(self._lines[number]) for number in dates if number > first)
        return {number for number in dates if inside[look(self._lines[number])] >= _TIMELINE}

    def _set_credits_aside(self) -> None:
        """Bylines, credits by their boxes, and what has a date or an author in it near the headline."""
        rules, lines = self.rules, self._lines
        headline = self._headline or 0
        story = (number for number in self._sentences() if number >= headline)
        whole = (number for number in story if lines[number].text[-1] in _ENDS or len(lines[number].text) > _LONG)
        first = next(whole, headline)
        second = next(whole, first)  # the first can be a standfirst
        near = range(max(headline - _NEAR, 0), max(first, headline + _NEAR))
        days = self._days()
        for number, line in enumerate(lines):
            if number in days:
                rules[number] = STORY
                continue
            if rules[number] == STORY:
                may_have = number < second and line.text[-1] not in _ENDS
                aside = _has_credits(line) if may_have else is_byline(line.text) or _tells_when(line)
            elif rules[number] in _CREDIT_KINDS:
                aside = True
            elif rules[number] in _PERHAPS_CREDITS or (number in near and rules[number] not in _NEVER_CREDITS):
                aside = _has_credits(line)
            else:
                aside = rules[number] == "footer" and _tells_when(line)
            if aside:
                rules[number] = CREDIT

    def _under_headings(self) -> None:
        """What stands under a heading that says what it is: to the end of its section, or to the next paragraph."""
        rules, boxes, lines = self.rules, self._boxes, self._lines
        usual: set[str] = set()
        number = 0
        while number < len(lines):
            heading = number
            number += 1
            kind = self._heads(heading) if rules[heading] in _HEADING_RULES else None
            if kind is None:
                continue
            rules[heading] = kind
            section = boxes.section(heading)
            apart = not boxes.has_story(section)
            looks: set[str] = set()
            if not apart:
                usual = usual or self._usual_look()
                looks = {look(lines[above]) for above in boxes.story_lines if above < heading} | usual
            while number < len(lines) and boxes.is_in(number, section):
                if not apart and self._goes_on(number, kind, looks):
                    break
                rules[number] = rules[number] or kind
                number += 1

    def _usual_look(self) -> set[str]:
        """The look that most of the story has."""
        size: Counter[str] = Counter()
        for number in self._boxes.story_lines:
            size[look(self._lines[number])] += len(self._lines[number].text)
        return {each for each, _ in size.most_common(1)}

    def _heads(self, number: int) -> str | None:
        """What stands under a line, where the line says it, or is the heading of a teaser; None for other lines."""
        kind = heading_over(self._lines[number].text)
        is_teaser = kind is None and self.rules[number] == "related_links" and self._heads_teaser(number)
        return "related_links" if is_teaser else kind

    def _heads_teaser(self, number: int) -> bool:
        """Whether a line is a heading that is a link, in a box apart from the story: what is under it is a teaser."""
        line, boxes = self._lines[number], self._boxes
        is_heading = self._linked(number) == len(line.text) and bool(heading_tag(line))
        return is_heading and not boxes.has_story(boxes.section(number))

    def _goes_on(self, number: int, kind: str, looks: set[str]) -> bool:
        """Whether the story goes on with a line under a heading that is no part of it."""
        line = self._lines[number]
        if kind == "comments" and looks:
            return self._boxes.masses[number] > 0 and look(line) in looks
        if heading_tag(line) and not heading_over(line.text):
            return True
        if not self._boxes.masses[number]:
            return False
        return kind != "related_links" or not looks or look(line) in looks

    def _fall_back(self) -> None:
        """A page on which nothing looks like a story: its sentences, else all that is no navigation."""
        rest = [number for number, rule in enumerate(self.rules) if rule not in _NEVER_STORY]
        likely = [number for number in rest if self.rules[number] not in _SELDOM_STORY and self._boxes.masses[number]]
        for number in likely or rest:
            self.rules[number] = STORY

    def _by_neighbours(self) -> None:
        """Headings with nothing under them."""
        below = False
        for number in reversed(self._story()):
            if not below and heading_tag(self._lines[number]):
                self.rules[number] = _ALONE
            else:
                below = True


def _quote_box(line: Line) -> Box | None:
    """The blockquote round a line, close to it."""
    box = line.block.box if line.block else None
    for _ in range(_QUOTE_DEPTH):
        if box is None:
            break
        if box.tag == "blockquote":
            return box
        box = box.parent
    return None


def _tells_when(line: Line) -> bool:
    """Whether a line tells when the page was published or updated, and nothing else but by whom."""
    text = line.text
    if len(text) > _LONGEST_CREDIT:
        return False
    stamp = first_stamp(text)
    start = when_label(text, stamp.start, stamp.end) if stamp else None
    return start is not None and (start == 0 or is_byline(text[:start].rstrip(" |·•,–—-")))


def _has_credits(line: Line) -> bool:
    """Whether a short line has a date or an author in it, by its words or its marks."""
    if len(line.text) > _LONGEST_CREDIT or not line.block:
        return False
    marked = {kind for names, _ in line.block.marks for kind in kinds_of(names)}
    if "author" in marked or "date" in marked or is_credit(line.text) or is_byline(line.text):
        return True
    return first_stamp(line.text) is not None
