"""The proof over the answer space: no answers allow what one of them rules out.

Everything claimed is claimed of the real `assess`, `judge`, `judge_one` and `make_plan`, for a
rulebook and a catalogue as loaded. How few sets of answers stand for all of them:

1. *Places add up.* What an answer about several sites limits is what it limits about each of
   them (`checks.places`, on every pair of sites), so one place at a time will do.
2. *Answers add up.* The limits of a set are its members' limits put together (`checks.sums`, on
   every pair of answers). The gate looks at one answer at a time, but for `emergency_with`, which
   only raises a level; so what holds for two holds for many.
3. *Alike.* Verdicts depend on a clearance's mode, on whether it is stopped, and on its limits but
   for their reasons. So of the answers whose clearances differ in their reasons alone, one stands
   for all in any company. `checks.pairs` judges every pair of these classes.
4. *The law* (`rooms`): the verdict on a set leaves what the verdicts on its members leave.
   `checks.pairs` finds it to hold for every pair, on every application. Eligibility picks out
   limits one by one and keeps the least of what they leave, so it holds for many.
5. By the law, answers with equal verdicts on an application (and on what its variants wait for)
   are alike there. `checks.triples` judges every three of these, on every application: with them
   all triples of answers, those that touch the same site, hazard, position, tool or cap included.

What must not be there is read off the rules a second time, in `bans`, which shares no code with
the gate. The solver's proof in tests/proof holds the verdicts against the clinical document.
"""
