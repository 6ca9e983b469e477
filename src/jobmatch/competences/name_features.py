"""What speaks for each concept when a title or name is ranked: one row of numbers a candidate."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from rapidfuzz import fuzz

from jobmatch.competences.fields import FieldsOfNames
from jobmatch.competences.names import Names, tells_doing, trade_of
from jobmatch.competences.notes import NotesOfNames
from jobmatch.competences.words import fold

CANDIDATES = 80
"""How many concepts are looked at closely."""

Array = Any
"""A NumPy array."""

NAMES = (
    "letters", "letters_first", "letters_mean", "long_letters", "trade_letters", "parts", "parts_first", "synonyms",
    "trade_synonyms", "whole", "whole_synonyms", "said", "said_back", "near", "near_back",
    "first_part", "last_part", "trade_last", "ratio", "sorted", "set", "partial", "exact", "exact_first", "exact_place",
    "names", "single", "length", "length_gap", "work_group", "lead_group", "field_single",
    "letters_behind", "synonyms_behind", "near_behind", "near_back_behind",
    "doing_alike", "doing_asked", "doing_named",
)  # fmt: skip
"""The features that always are, in the order of the model's numbers; those of meaning and of fields come after."""

_BEHIND = ("letters", "synonyms", "near", "near_back")
"""Measures of which it also counts how far a candidate is behind the best one."""

_FIELD_PULL = (4.0, 0.5)
"""How much the chance of a field, and the nearness to it, count when candidates are gathered."""


class Likeness(NamedTuple):
    """How alike in meaning texts and labels are by one model."""

    name: str
    """The model's."""
    values: Array
    """Texts × labels."""
    pull: float
    """How much it counts when the candidates are gathered."""


def features(
    names: Names,
    texts: Sequence[str],
    meanings: Sequence[Likeness] = (),
    fields: FieldsOfNames | None = None,
    notes: NotesOfNames | None = None,
) -> tuple[Array, dict[str, Array]]:
    """Candidate numbers (texts × candidates) and, for each feature, its values (texts × candidates).

    Args:
        names: The names to rank.
        texts: The titles or names asked about.
        meanings: What models of meaning say.
        fields: The fields of work of the concepts, when titles are asked about.
        notes: What is said of the concepts beside their names, when that is known.
    """
    folded = [fold(text).strip() for text in texts]
    trades = [trade_of(text) for text in folded]
    measures = _measures(names, folded)
    trade = _measures(names, trades)
    columns = {name: _most(names, values) for name, values in measures.items()}
    columns["trade_synonyms"] = _most(names, trade["synonyms"])
    best = columns["letters"] + columns["synonyms"] + 0.5 * columns["trade_synonyms"]
    for meaning in meanings:
        columns[meaning.name] = _most(names, meaning.values)
        columns[f"{meaning.name}_first"] = meaning.values[:, names.starts]
        best = best + meaning.pull * columns[meaning.name]
    if fields is not None:
        told = fields.against(folded)
        columns |= told
        for name in ("field", "trade_field"):
            best = best + _FIELD_PULL[0] * told[f"{name}_chance"] + _FIELD_PULL[1] * told[f"{name}_near"]
    said = notes.against(folded, names.count(folded)) if notes is not None else {}
    columns |= said
    if notes is not None:
        best = best + sum(pull * said[name] for name, pull in notes.pull)
    chosen = np.argsort(-np.round(best, 4), axis=1, kind="stable")[:, :CANDIDATES]
    counts = names.weighed(names.count(folded))
    columns |= {
        "letters_first": measures["letters"][:, names.starts],
        "letters_mean": _mean(names, measures["letters"]),
        "trade_letters": _most(names, trade["letters"]),
        "parts_first": measures["parts"][:, names.starts],
        "whole": _dense(counts @ names.whole_rows.T),
        "whole_synonyms": _dense(names.weighed(names.count(folded), synonyms=True) @ names.whole_rows.T),
    }
    rows = np.arange(len(texts))[:, None]
    picked = {name: values[rows, chosen] for name, values in columns.items()}
    picked.update(_by_word(names, folded, trades, chosen))
    asked = np.array([[tells_doing(text)] for text in folded], np.float32)
    named = names.doing[chosen]
    picked |= {
        "doing_alike": (asked == named).astype(np.float32), "doing_asked": asked * (1 - named),
        "doing_named": named * (1 - asked),
    }  # fmt: skip
    for name in (*_BEHIND, *(meaning.name for meaning in meanings), *said):
        picked[f"{name}_behind"] = picked[name] - picked[name].max(axis=1, keepdims=True)
    if fields is not None:
        picked.update(_together(picked, fields.is_group[chosen], fields.is_unit[chosen]))
    return chosen, picked


def stacked(picked: dict[str, Array], wanted: Sequence[str]) -> Array:
    """Texts × candidates × features, in the order wanted."""
    return np.stack([picked[name] for name in wanted], axis=-1).astype(np.float32)


def names_of(picked: dict[str, Array]) -> tuple[str, ...]:
    """The features there are: those that always are first, then the others."""
    return (*NAMES, *(name for name in picked if name not in NAMES))


def _together(picked: dict[str, Array], group: Array, unit: Array) -> dict[str, Array]:
    """What a field says beside the letters: a group is meant where no occupation of its own bears the name."""
    letters = np.maximum(picked["trade_letters"], picked["letters"])
    nearest = (letters * (1 - group)).max(axis=1, keepdims=True)
    nobody = 1 - picked["exact"].max(axis=1, keepdims=True)
    found = {"is_group": group, "is_unit": unit, "unit_alone": unit * (1 - nearest), "unit_nobody": unit * nobody}
    for name in ("field", "trade_field"):
        chance = picked[f"{name}_chance"]
        found |= {
            f"{name}_unit": chance * unit,
            f"{name}_occupation": chance * (1 - group),
            f"{name}_alone": chance * unit * (1 - nearest),
            f"{name}_nobody": chance * nobody,
            f"{name}_letters": chance * picked["trade_letters"],
        }
    return found


def _measures(names: Names, texts: Sequence[str]) -> dict[str, Array]:
    """Every measure between the texts and all labels."""
    counts = names.count(texts)
    there = (counts > 0).astype(np.float32)
    weighed_there = there.multiply(names.weights).tocsr()
    weighed_labels = names.present.multiply(names.weights).tocsr()
    mine = np.asarray(weighed_there.sum(1)) + 1e-9
    theirs = np.asarray(weighed_labels.sum(1)).T + 1e-9
    there_near = ((there @ names.near) > 0).astype(np.float32)
    return {
        "letters": _dense(names.letters(texts, 0) @ names.letter_rows[0].T),
        "long_letters": _dense(names.letters(texts, 1) @ names.letter_rows[1].T),
        "parts": _dense(names.weighed(counts) @ names.part_rows.T),
        "synonyms": _dense(names.weighed(counts, synonyms=True) @ names.part_rows.T),
        "said": _dense(weighed_there @ names.present.T) / mine,
        "said_back": _dense(there @ weighed_labels.T) / theirs,
        "near": _dense(weighed_there @ names.present_near.T) / mine,
        "near_back": _dense(there_near @ weighed_labels.T) / theirs,
    }


def _by_word(names: Names, folded: Sequence[str], trades: Sequence[str], chosen: Array) -> dict[str, Array]:
    """What is compared candidate by candidate."""
    wanted = (
        "first_part", "last_part", "trade_last", "ratio", "sorted", "set", "partial", "exact", "exact_first",
        "exact_place", "names", "single", "length", "length_gap", "work_group", "lead_group", "field_single",
    )  # fmt: skip
    values = {name: np.zeros(chosen.shape, np.float32) for name in wanted}
    for row, text in enumerate(folded):
        parts, trade_parts = names.parts(text), names.parts(trades[row])
        leads = any(word in text for word in ("leder", "chef", "forstander", "direktoer", "formand"))
        for column, concept in enumerate(chosen[row]):
            start, size = names.starts[concept], names.sizes[concept]
            here = range(start, start + size)
            labels = names.labels[start : start + size]
            put = {name: values[name] for name in wanted}
            if parts:
                put["first_part"][row, column] = any(names.first_parts[i] == parts[0] for i in here)
                put["last_part"][row, column] = any(names.last_parts[i] == parts[-1] for i in here)
            if trade_parts:
                put["trade_last"][row, column] = names.last_parts[start] == trade_parts[-1]
            put["ratio"][row, column] = max(fuzz.ratio(text, label) for label in labels) / 100
            put["sorted"][row, column] = max(fuzz.token_sort_ratio(text, label) for label in labels) / 100
            put["set"][row, column] = max(fuzz.token_set_ratio(text, label) for label in labels) / 100
            put["partial"][row, column] = max(fuzz.partial_ratio(trades[row], label) for label in labels) / 100
            if text in labels:
                place = labels.index(text)
                put["exact"][row, column] = 1
                put["exact_first"][row, column] = place == 0
                put["exact_place"][row, column] = 1 / (1 + place)
            put["names"][row, column] = np.log(size)
            put["single"][row, column] = size == 1
            put["length"][row, column] = names.lengths[start]
            put["length_gap"][row, column] = min(abs(names.lengths[i] - len(parts)) for i in here)
            put["work_group"][row, column] = labels[0].split(" ")[0].endswith("arbejde")
            put["lead_group"][row, column] = leads and "ledelse" in labels[0]
            put["field_single"][row, column] = size == 1 and "," in text
    return values


def _dense(matrix: Any) -> Array:
    return np.asarray(matrix.todense() if hasattr(matrix, "todense") else matrix, dtype=np.float32)


def _most(names: Names, values: Array) -> Array:
    return np.maximum.reduceat(values, names.starts, axis=1)


def _mean(names: Names, values: Array) -> Array:
    return np.add.reduceat(values, names.starts, axis=1) / names.sizes
