"""Counts with their noun, as one says them: *1 plads*, *2 pladser*."""

from __future__ import annotations

from dataclasses import dataclass

from jobmatch.errors import Text


@dataclass(frozen=True, slots=True)
class Noun:
    """What is counted, for one and for several."""

    one: Text
    several: Text

    def counted(self, number: int) -> Text:
        """So many of them."""
        noun = self.one if number == 1 else self.several
        return Text(f"{number} {noun.da}", f"{number} {noun.en}")


CITIZENS = Noun(Text("borger", "citizen"), Text("borgere", "citizens"))
PLACEMENTS = Noun(Text("plads", "placement"), Text("pladser", "placements"))
EVENTS = Noun(Text("hændelse", "event"), Text("hændelser", "events"))
PAIRS = Noun(Text("muligt par", "feasible pair"), Text("mulige par", "feasible pairs"))
