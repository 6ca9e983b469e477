"""What ESCO's descriptions add to the names of its concepts: the stems that stand in each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import scipy.sparse as sp
from sklearn.preprocessing import normalize

from jobmatch.competences.meaning import PartVectors
from jobmatch.competences.names import Names

Array = Any
"""A NumPy array."""

_ID = re.compile(r"([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})$", re.IGNORECASE)
_MOST = 0.95
"""So many of a vocabulary's concepts must have notes: else those without would seem to say less."""


def id_of(code: str) -> bytes | None:
    """The sixteen bytes by which ESCO knows a concept; None when the code holds none."""
    found = _ID.search(code)
    return bytes.fromhex(found.group(1).replace("-", "")) if found else None


class Notes:
    """The stems of ESCO's descriptions, by concept."""

    def __init__(self, path: Path, kin: PartVectors) -> None:
        """Args: path: The stored numbers, ``notes.npz``; they count the stems as ``kin`` does."""
        self.kin = kin
        with np.load(path, allow_pickle=False) as stored:
            ids = stored["ids"].tobytes()
            ends = np.cumsum(stored["sizes"], dtype=np.int64)
            self._stems = stored["stems"].astype(np.int64)
        self._at = {
            ids[16 * row : 16 * row + 16]: (0 if row == 0 else int(ends[row - 1]), int(ends[row]))
            for row in range(len(ends))
        }

    def of(self, code: str) -> Array | None:
        """The numbers of the stems said of a concept; None when nothing is known of it."""
        found = self._at.get(id_of(code) or b"")
        return None if found is None else self._stems[slice(*found)]

    def of_names(self, names: Names) -> NotesOfNames | None:
        """The notes of these concepts, None unless nearly all of them have some."""
        listed = [self.of(code) for code in names.codes]
        if sum(one is not None for one in listed) < _MOST * len(listed):
            return None
        return NotesOfNames(names, [np.zeros(0, np.int64) if one is None else one for one in listed], self.kin)


class NotesOfNames:
    """How much of a name stands in what is said of each concept."""

    pull = (("note_synonyms", 1.0), ("note_kin", 2.0))
    """What counts, and how much, when candidates are gathered."""

    def __init__(self, names: Names, listed: Sequence[Array], kin: PartVectors) -> None:
        self._names, self._kin = names, kin
        places = np.array([names.numbers.get(word, -1) for word in kin.words])
        rows = np.repeat(np.arange(len(listed)), [len(one) for one in listed])
        columns = places[np.concatenate(listed)]
        there = columns >= 0
        shape = (len(listed), len(names.numbers))
        said = sp.csr_matrix((np.ones(there.sum(), np.float32), (rows[there], columns[there])), shape=shape)
        self._said = (said > 0).astype(np.float32)
        both = ((self._said + names.by_owner(names.present)) > 0).astype(np.float32)
        self._both = both
        self._both_near = ((both @ names.near) > 0).astype(np.float32)
        self._unit = normalize(self._said.multiply(names.weights).tocsr())
        self._meant = kin.sums(listed)

    def against(self, folded: Sequence[str], counts: Any) -> dict[str, Array]:
        """Measures texts × concepts."""
        names = self._names
        weighed = (counts > 0).astype(np.float32).multiply(names.weights).tocsr()
        whole = np.asarray(weighed.sum(1)) + 1e-9
        return {
            "note_parts": (names.weighed(counts) @ self._unit.T).toarray(),
            "note_synonyms": (names.weighed(counts, synonyms=True) @ self._unit.T).toarray(),
            "note_said": np.asarray((weighed @ self._said.T).todense() / whole, np.float32),
            "note_both": np.asarray((weighed @ self._both.T).todense() / whole, np.float32),
            "note_both_near": np.asarray((weighed @ self._both_near.T).todense() / whole, np.float32),
            "note_kin": self._kin.rows(folded, names.parts) @ self._meant.T,
        }
