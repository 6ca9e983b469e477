"""What speaks for each concept when a title or name is ranked: one row of numbers a candidate."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from rapidfuzz import fuzz

from jobmatch.competences.names import Names, trade_of
from jobmatch.competences.words import fold

CANDIDATES = 60
"""How many concepts are looked at closely."""

Array = Any
"""A NumPy array."""

NAMES = (
    "letters", "letters_first", "letters_mean", "long_letters", "trade_letters", "parts", "parts_first", "synonyms",
    "trade_synonyms", "whole", "whole_synonyms", "said", "said_back", "near", "near_back",
    "first_part", "last_part", "trade_last", "ratio", "sorted", "set", "partial", "exact", "exact_first", "exact_place",
    "names", "single", "length", "length_gap", "work_group", "lead_group", "field_single",
    "letters_behind", "synonyms_behind",
)  # fmt: skip
"""The features in the order of the model's numbers; the semantic ones come after."""

SEMANTIC_NAMES = ("meaning", "meaning_first", "meaning_behind")
"""What an embedding model adds."""


def features(
    names: Names, texts: Sequence[str], meaning: Array | None = None, pull: float = 8.0
) -> tuple[Array, Array]:
    """Candidate numbers (texts × candidates) and their features (texts × candidates × features).

    Args:
        names: The names to rank.
        texts: The titles or names asked about.
        meaning: Similarity in meaning of every text with every label, when there is a model of it.
        pull: How much that counts when the candidates are gathered.
    """
    folded = [fold(text).strip() for text in texts]
    trades = [trade_of(text) for text in folded]
    full, trade = _measures(names, folded), _measures(names, trades)
    pooled = {name: _most(names, values) for name, values in full.items()}
    best = pooled["letters"] + pooled["synonyms"] + 0.5 * _most(names, trade["synonyms"])
    if meaning is not None:
        best = best + pull * _most(names, meaning)
    chosen = np.argsort(-best, axis=1, kind="stable")[:, :CANDIDATES]
    counts = names.count(folded)
    whole = _dense(names.weighed(counts) @ names.whole_rows.T)
    whole_synonyms = _dense(names.weighed(counts, synonyms=True) @ names.whole_rows.T)
    columns = {
        "letters": pooled["letters"],
        "letters_first": full["letters"][:, names.starts],
        "letters_mean": _mean(names, full["letters"]),
        "long_letters": pooled["long_letters"],
        "trade_letters": _most(names, trade["letters"]),
        "parts": pooled["parts"],
        "parts_first": full["parts"][:, names.starts],
        "synonyms": pooled["synonyms"],
        "trade_synonyms": _most(names, trade["synonyms"]),
        "whole": whole,
        "whole_synonyms": whole_synonyms,
        "said": pooled["said"],
        "said_back": pooled["said_back"],
        "near": pooled["near"],
        "near_back": pooled["near_back"],
    }
    rows = np.arange(len(texts))[:, None]
    picked = {name: values[rows, chosen] for name, values in columns.items()}
    picked.update(_by_word(names, folded, trades, chosen))
    for name in ("letters", "synonyms"):
        picked[f"{name}_behind"] = picked[name] - picked[name].max(axis=1, keepdims=True)
    wanted: tuple[str, ...] = NAMES
    if meaning is not None:
        picked["meaning"] = _most(names, meaning)[rows, chosen]
        picked["meaning_first"] = meaning[:, names.starts][rows, chosen]
        picked["meaning_behind"] = picked["meaning"] - picked["meaning"].max(axis=1, keepdims=True)
        wanted = NAMES + SEMANTIC_NAMES
    return chosen, np.stack([picked[name] for name in wanted], axis=-1).astype(np.float32)


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
