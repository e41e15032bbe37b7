"""Wrongly decoded characters: what a known chain damaged comes back, what is clean is never touched.

Clean words are those of simplemma, a library of words in many languages that the program does not know of.
"""

import random
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

from gnn9_extract import ExtractionError, NotTextError, Repaired, TooLargeError, repair
from gnn9_extract.clean.mojibake.encodings import ENCODINGS, USUAL, Controls, damaged, flattened, without_controls
from tests.stages import carried_out

# The languages whose lists are small enough to be read in a moment.
LANGUAGES = (
    *("ar", "ast", "bg", "ca", "cs", "cy", "de", "el", "eo", "fa", "fr", "ga", "gd", "gl", "he", "hi", "hy"),
    *("is", "it", "ka", "lb", "lt", "lv", "mk", "nb", "nl", "ro", "sl", "sq", "sv"),
)
# How clean text has words: bare, in the quotes of many countries, before dashes, apostrophes and no-break spaces.
FRAMES = (
    *("{} {}", "“{}” {}", "„{}“ {}", "„{}” {}", "«{}» {}", "«\u00a0{}\u00a0» {}", "»{}« {}", "‘{}’ {}", '"{}" {}'),
    *("{} – {}", "{}—{}", "{}… {}", "{}’{}", "{}, {}", "{}: {}", "{}\u00a0? {}", "{} ({})", "{}! {}", "{}\u00a0{}"),
)


@cache
def words_of(language: str) -> list[str]:
    """Some hundred words with letters beyond ASCII, the same every time."""
    words = sorted(word for word in DefaultDictionaryFactory().get_dictionary(language) if word_is_clean(word))
    return random.Random(language).sample(words, min(300, len(words)))


def word_is_clean(word: str) -> bool:
    """Whether a word of the library has letters beyond ASCII; it has some damaged ones of its own."""
    return not word.isascii() and word.replace("-", "").isalpha() and "Ã" not in word


@st.composite
def clean_texts(draw: st.DrawFn, language: str) -> str:
    """Lines in a language, as it prints them: in small letters, with capitals, in capitals."""
    words = st.sampled_from(words_of(language))
    cases = st.sampled_from((str.lower, str.lower, str.capitalize, str.upper))
    pair = st.tuples(st.sampled_from(FRAMES), words, words, cases)
    lines = draw(st.lists(st.lists(pair, min_size=1, max_size=5), min_size=1, max_size=4))
    return "\n".join(" ".join(frame.format(case(a), case(b)) for frame, a, b, case in line) for line in lines)


@pytest.mark.parametrize("language", LANGUAGES)
def test_clean_text_is_never_touched(language: str) -> None:
    @given(clean_texts(language))
    def holds(text: str) -> None:
        assert repair(text) == Repaired(text, (), ())

    holds()


# ---------------------------------------------------------------- damage by a known chain

TEXTS = {
    "English": "The café’s “naïve” owner — a man of 61 — won’t sell: €4.80 is “enough”, he said… until 2009–2013.",
    "French": "L’été, près de Nîmes, l’école « Étoile » a fêté ses élèves — voilà ! — là où naît la forêt.",
    "German": "„Größe“ heißt für die Mühle: drei Räder, fünf Bäche – und ein müder Müller über dem Wehr.",
    "Spanish": "¿Quién pagó el año pasado? «Ningún señor», contestó la niña; mañana será más difícil aún.",
    "Portuguese": "A irmã não vê razão: “São João é às três”, dizem os pães, os cães e a oração da manhã.",
    "Czech": "Příliš žluťoučký kůň úpěl ďábelské ódy – řekl starosta „u mlýna“ v Třebíči, šťastný člověk.",
    "Polish": "Zażółć gęślą jaźń – mówił „wójt” z Łodzi; źródła są ćwierć mili stąd, pod świętą górą.",
    "Hungarian": "Árvíztűrő tükörfúrógép – mondta az őr „Győrből”; a hűs kút fölött még zúg az öreg fűz.",
    "Turkish": "İstanbul’da “şık” bir gün: ığdır ağacı, çöğür sesi, güneş — gülüşün ve üç küçük köşk.",
    "Icelandic": "Það er örugglega ekki auðvelt, sagði hún: „Þetta er í þriðja skiptið“ — það var mjög erfið för.",
    "Vietnamese": "Thành phố mở lại cầu; ông nói: “Tốt lắm, ạ!” — người dân đã chờ đợi rất nhiều năm rồi.",
    "Russian": "«Рейс № 7 — последний», — сказал капитан Рябов; паром ходил сорок лет, и вот его не стало.",
    "Ukrainian": "Рівне і Сівці чекають на пором: «Він іще ходить», — каже її син Юрій з ґанку щоранку.",
    "Greek": "Η «Άγκυρα» – είπε ο πλοίαρχος – έφυγε πάλι· το πλοίο γύρισε άδειο από τον Πειραιά.",
    "Hebrew": "המעבורת יצאה שוב — “סוף סוף”, אמר רב החובל, והנוסעים חיכו ארבעים שנה ליום הזה.",
    "Arabic": "أبحرت العبّارة ليلاً — “أخيراً”، قال القبطان، وقد انتظر الركاب أربعين عاماً هذا اليوم.",
    "Hindi": "नई दिल्ली में शुक्रवार को पुल फिर खुला — “अच्छा हुआ,” मंत्री ने कहा और लोग लौट गए।",
    "Tamil": "பாலம் மீண்டும் திறந்தது — “நல்லது” என்று அமைச்சர் கூறினார், மக்கள் வீடு திரும்பினர்.",
    "Thai": "สะพานเปิดอีกครั้ง — “ดีแล้ว” รัฐมนตรีกล่าว และผู้คนก็กลับบ้าน",
    "Georgian": "ხიდი კვლავ გაიხსნა — „კარგია“, თქვა მინისტრმა და ხალხი შინ დაბრუნდა.",
    "Korean": "다리가 다시 열렸다 — “잘됐다”고 장관이 말했고, 사람들은 집으로 돌아갔다.",
    "Chinese": "大桥星期五重新开放——“很好”，部长说，人们随后回家去了。",
    "Japanese": "橋は金曜日に再び開いた。「よかった」と大臣は述べ、人々は家に帰った。",
}


@pytest.mark.parametrize("layers", [1, 2, 3])
@pytest.mark.parametrize("encoding", USUAL)
@pytest.mark.parametrize("language", TEXTS)
def test_what_was_damaged_and_not_flattened_comes_back(language: str, encoding: str, layers: int) -> None:
    text = TEXTS[language]
    repaired = repair(damaged(text, encoding, layers))
    assert repaired.text == text
    assert repaired.warnings == ()


@pytest.mark.parametrize("encoding", [name for name in ENCODINGS if name not in USUAL])
def test_the_rarer_encodings_are_known_too(encoding: str) -> None:
    for language in ("French", "Czech", "Turkish", "Russian", "Greek"):
        assert repair(damaged(TEXTS[language], encoding, 1)).text == TEXTS[language]


@pytest.mark.parametrize("encoding", USUAL)
@pytest.mark.parametrize("controls", ["", "\ufffd", "?"])
@pytest.mark.parametrize("language", ["English", "French", "German", "Spanish", "Portuguese"])
def test_what_was_flattened_is_told_by_its_place_and_word(language: str, controls: Controls, encoding: str) -> None:
    """Nothing was lost that the words, the marks and the blanks beside it do not tell."""
    text = TEXTS[language]
    left = flattened(without_controls(damaged(text, encoding, 1), controls))
    assert undashed(repair(left).text) == undashed(text)


def undashed(text: str) -> str:
    """A text without what nothing tells apart any more: low quotes from high ones, en from em dashes."""
    return flattened(text).replace(" – ", " — ")


@st.composite
def damage(draw: st.DrawFn) -> tuple[str, str, int, Controls, bool]:
    """A text, and a chain that damages it."""
    text = TEXTS[draw(st.sampled_from(sorted(TEXTS)))]
    start = draw(st.integers(0, len(text) // 2))
    part = text[start : start + draw(st.integers(10, 90))]
    controls: Controls = draw(st.sampled_from(("kept", "", "\ufffd")))
    return part, draw(st.sampled_from(ENCODINGS)), draw(st.integers(1, 3)), controls, draw(st.booleans())


@given(damage())
def test_repairing_twice_is_repairing_once(chain: tuple[str, str, int, Controls, bool]) -> None:
    text, encoding, layers, controls, flat = chain
    left = without_controls(damaged(text, encoding, layers), controls)
    once = repair(flattened(left) if flat else left)
    assert repair(once.text).text == once.text


@given(damage())
def test_every_repair_is_an_edit(chain: tuple[str, str, int, Controls, bool]) -> None:
    text, encoding, layers, controls, _ = chain
    left = without_controls(damaged(text, encoding, layers), controls)
    repaired = repair(left)
    assert repaired.text == carried_out(left, 0, len(left), repaired.edits)
    assert all(edit.before == left[edit.start : edit.end] for edit in repaired.edits)


# ---------------------------------------------------------------- the function


def test_nothing_but_the_damage_is_changed() -> None:
    text = "\r\n  The cafÃ© \t\r\n\x0b\x00“ﬁne”\u2028\u00a0Ｎｏ．１\x1b[1m\x0c\n\n"
    assert repair(text).text == text.replace("Ã©", "é")


@pytest.mark.parametrize("text", ["", " \n", "plain", "\ud800 café", "é\x00"])
def test_text_without_damage_comes_back_as_it_was(text: str) -> None:
    assert repair(text) == Repaired(text, (), ())


def test_bytes_are_decoded_like_a_page() -> None:
    assert repair(b"caf\xe9 \x93open\x94").text == "café “open”"
    assert repair("The cafÃ©".encode("utf-16")).text == "The café"


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(NotTextError):
        repair(b"PK\x03\x04")
    with pytest.raises(TooLargeError):
        repair("é" * 10, max_bytes=10)
    with pytest.raises(ExtractionError):
        repair(None)  # type: ignore[arg-type]


def test_what_cannot_be_decided_is_left_and_told_with_its_place() -> None:
    text = "Nothing else.\n\n  The café was clean — for “Zĕ” it was “naïve”, wasn’t it?"
    repaired = repair(without_controls(damaged(text, "latin-1", 1), ""))
    assert "The café" in repaired.text
    assert "ZÄ" in repaired.text
    (warning,) = repaired.warnings
    assert (warning.code, warning.message) == ("undecided-mojibake", "left as they are: 'Ä' at 45")
