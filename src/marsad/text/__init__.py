"""From a report's text to folded words, sentences and clauses, with offsets kept."""
