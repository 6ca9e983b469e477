"""The closed code lists, each code with its Danish and English label."""

from __future__ import annotations

from jobmatch.errors import Text

STATUS = {
    "afklaring": Text("Afklaring", "Clarification"),
    "klar": Text("Klar", "Ready"),
    "i_forloeb": Text("I forløb", "In a course"),
    "pause": Text("Pause", "Pause"),
    "i_job": Text("I job", "In a job"),
    "afsluttet": Text("Afsluttet", "Closed"),
}
PROPOSED_AT_NIGHT = ("afklaring", "klar")
"""Statuses that the nightly run proposes placements for."""
NEVER_PROPOSED = ("pause", "afsluttet")
"""Statuses that get no proposals at all, not even when asked."""

HOURS_CERTAINTY = {
    "sikker": Text("Sikker", "Certain"),
    "nogenlunde": Text("Nogenlunde", "Fairly certain"),
    "usikker": Text("Usikker", "Uncertain"),
}
TRANSPORT = {
    "gang": Text("til fods", "on foot"),
    "cykel": Text("på cykel", "by bicycle"),
    "kollektiv": Text("med bus og tog", "by bus and train"),
    "bil": Text("i bil", "by car"),
}
STRENGTH = {
    "krav": Text("krav", "must have"),
    "vigtigt": Text("vigtigt", "important"),
    "oenske": Text("ønske", "wish"),
}
DECLINES = "nej"
"""The fourth strength, for ``mentor`` alone: the person declines one."""
ANSWER = {
    "ja": Text("ja", "yes"),
    "delvist": Text("delvist", "partly"),
    "nej": Text("nej", "no"),
    "ukendt": Text("ved ikke", "not known"),
}
WEEKDAY = {
    "man": Text("mandag", "Monday"),
    "tir": Text("tirsdag", "Tuesday"),
    "ons": Text("onsdag", "Wednesday"),
    "tor": Text("torsdag", "Thursday"),
    "fre": Text("fredag", "Friday"),
    "loer": Text("lørdag", "Saturday"),
    "soen": Text("søndag", "Sunday"),
}
MEASURE = {
    "virksomhedspraktik": Text("virksomhedspraktik", "work placement"),
    "loentilskud": Text("løntilskud", "wage-subsidised job"),
    "smaajob": Text("småjob", "small paid job"),
    "fleksjob": Text("fleksjob", "flex job"),
    "nytteindsats": Text("nytteindsats", "community work"),
    "frikort": Text("socialt frikort", "social earnings card"),
    "ordinaer": Text("ordinært job", "ordinary job"),
}
EVENT = {
    "foreslaaet": Text("foreslået", "proposed"),
    "forelagt": Text("lagt frem for borgeren", "put to the citizen"),
    "valgt": Text("valgt", "chosen"),
    "fravalgt_konsulent": Text("fravalgt af konsulenten", "set aside by the consultant"),
    "fravalgt_borger": Text("fravalgt af borgeren", "declined by the citizen"),
    "afvist_virksomhed": Text("afvist af virksomheden", "declined by the workplace"),
    "startet": Text("startet", "started"),
    "timer": Text("timer", "hours"),
    "afbrudt": Text("stoppet undervejs", "ended early"),
    "gennemfoert": Text("gennemført", "completed"),
    "loennede_timer": Text("lønnede timer", "paid hours"),
}
_OTHER = Text("andet", "other")
REASON: dict[str, dict[str, Text]] = {
    "fravalgt_konsulent": {
        "behov_ikke_moedt": Text("behov bliver ikke mødt", "needs not met"),
        "regler": Text("reglerne", "the rules"),
        "for_langt": Text("for langt væk", "too far away"),
        "for_mange_timer": Text("for mange timer", "too many hours"),
        "bedre_alternativ": Text("der er et bedre alternativ", "there is a better alternative"),
        "allerede_proevet": Text("allerede prøvet", "already tried"),
        "andet": _OTHER,
    },
    "fravalgt_borger": {
        "transport": Text("transporten", "the travel"),
        "timer": Text("timerne", "the hours"),
        "tidspunkt": Text("tidspunktet", "the time of day"),
        "opgaver": Text("opgaverne", "the tasks"),
        "arbejdsplads": Text("arbejdspladsen", "the workplace"),
        "ikke_nu": Text("ikke nu", "not now"),
        "anden_plan": Text("en anden plan", "another plan"),
        "andet": _OTHER,
    },
    "afvist_virksomhed": {
        "besat": Text("pladsen er besat", "the place is taken"),
        "timer": Text("timerne", "the hours"),
        "opgaver": Text("opgaverne", "the tasks"),
        "ingen_svar": Text("intet svar", "no answer"),
        "andet": _OTHER,
    },
    "afbrudt": {
        "timer_steg_for_hurtigt": Text("timerne steg for hurtigt", "hours rose too fast"),
        "opgaver": Text("opgaverne", "the tasks"),
        "arbejdsplads": Text("arbejdspladsen", "the workplace"),
        "transport": Text("transporten", "the travel"),
        "virksomhed_stoppede": Text("virksomheden stoppede forløbet", "the workplace ended it"),
        "pause": Text("pause", "pause"),
        "fik_job": Text("fik job", "got a job"),
        "fik_uddannelse": Text("kom i uddannelse", "entered education"),
        "andet": _OTHER,
    },
    "valgt": {
        "oenske": Text("borgerens ønske", "the citizen's wish"),
        "kompetence": Text("kompetencerne passer", "the competences fit"),
        "timer": Text("timerne passer", "the hours fit"),
        "taet_paa": Text("tæt på", "close by"),
        "bedst_samlet": Text("bedst samlet set", "best overall"),
        "andet": _OTHER,
    },
}
"""Per event that takes a reason: its closed list."""
