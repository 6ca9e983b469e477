"""A foreign term list: a TSV of ``code<TAB>label`` in which several labels may share a code."""

from __future__ import annotations

from pathlib import Path

from jobmatch.competences.vocabulary import Concept, Vocabulary
from jobmatch.domain.text import Text
from jobmatch.errors import BadInput, NotFound, reason_of


def vocabulary_from_tsv(path: Path, kind: str = "skill") -> Vocabulary:
    """The list as a vocabulary of one kind; a code's first label is its name, the others are synonyms.

    Raises:
        NotFound: when there is no such file.
        BadInput: when the file cannot be read, or a line has no tab, or an empty code or label.
    """
    if not path.is_file():
        raise NotFound(Text(f"Filen {path.name} findes ikke.", f"There is no file {path.name}."))
    labels: dict[str, list[str]] = {}
    for number, line in enumerate(_content(path).splitlines(), start=1):
        if not line.strip():
            continue
        code, tab, label = (part.strip() for part in line.partition("\t"))
        if not (code and label):
            raise BadInput(
                Text(
                    f"{path.name}, linje {number}: skriv kode, tabulator og betegnelse på hver linje.",
                    f"{path.name}, line {number}: write a code, a tab and a label on every line.",
                )
            )
        labels.setdefault(code, []).append(label)
    concepts = [
        Concept(code, kind, Text(names[0], names[0]), tuple(dict.fromkeys(names[1:]))) for code, names in labels.items()
    ]
    return Vocabulary(concepts, ())


def _content(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(Text(f"{path.name} er ikke gemt som UTF-8.", f"{path.name} is not saved as UTF-8.")) from error
    except OSError as error:
        why = reason_of(error)
        raise BadInput(Text(f"{path.name}: {why.da}.", f"{path.name}: {why.en}.")) from error
