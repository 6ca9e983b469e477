"""The scoring kernel: records, factors, the compiled loop, ranking and explanations. Knows no factor by name.

How a list comes about. A factor is one file of plain formulas that say what they read (``factor``, ``formula``). From
that ``plan`` decides how often each has to run, ``source`` writes all of them out as one module (``ahead``, ``walk``
and ``choice`` are its loop for many citizens), and ``compiled`` has it compiled once and kept on disk.

Before anybody is scored, the placements are laid out (``scan``): by place, each a bit in a word, and numbered by kind
(``kinds``): placements alike in what a formula reads are one kind to it. In a block of citizens those who are alike
share answers in the same way (``alike``, ``sharing``). Then, citizen by citizen::

    gates     for each a row of bits: the placements that it leaves         once for those who are alike
    and       one row: the placements that nothing keeps from her           some hundred words
    points    of every kind of placement, groups of kinds added up          a few hundred sums
    meet      each placement that is left: its points are looked up         a handful of look-ups each
    choose    what only the pair itself can tell is added where it can      some dozens of pairs
              still reach the list; a heap keeps the best (``heap``,
              by the whole numbers of ``ranking``)

Nothing is guessed: what is left out could not have come onto the list.

The same formulas answer three more questions: the points of given pairs factor by factor (``score_pairs`` in
``source``; a few of them in plain Python, ``plain``), one citizen with her nearest misses (``survey`` over ``sheet``),
and many citizens with few changed placements (``few`` over ``lineup``). ``kernel`` is the door to all of them;
``explain`` puts the points of a pair into words.
"""
