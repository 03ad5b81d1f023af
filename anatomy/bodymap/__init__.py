"""The body map. `drawing/` draws it beforehand; `atlas` knows what the drawings show, and where."""
