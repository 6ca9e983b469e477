"""The support needs in a few groups, so that thirty-five can be looked through on a phone."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from jobmatch.errors import Text

NEED_GROUPS: Mapping[str, tuple[Text, tuple[str, ...]]] = MappingProxyType(
    {
        "surroundings": (
            Text("Omgivelserne", "Surroundings"),
            ("ro", "lav_stoej", "faa_kolleger", "luft_allergi", "rusfri"),
        ),
        "people": (
            Text("Menneskene", "People"),
            (
                "fast_kontakt",
                "mentor",
                "stoetteperson",
                "besoeg_foer",
                "gradvis_intro",
                "sprog",
                "faa_ord",
                "ingen_kunder",
                "ingen_konflikt",
            ),
        ),
        "time": (
            Text("Tiden", "Time"),
            (
                "korte_dage",
                "sen_start",
                "fleks_moede",
                "fridag_imellem",
                "pauser",
                "trappe",
                "fravaer_beh",
                "syg_varsel",
            ),
        ),
        "tasks": (
            Text("Opgaverne", "Tasks"),
            ("forudsigelig", "en_ting", "eget_tempo", "skriftlig", "mundtlig", "ingen_telefon"),
        ),
        "body": (
            Text("Kroppen", "The body"),
            ("tunge_loeft", "skift_stilling", "gang_trapper", "fin_haand", "hjaelpemidler"),
        ),
        "travel": (Text("Vejen til arbejde", "The way to work"), ("kort_transport", "ingen_koersel")),
    }
)
"""By name: what the group is called and its needs. Every need stands in one group."""
