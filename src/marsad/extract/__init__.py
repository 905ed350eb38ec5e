"""From words to mentions and frames: who did what to whom, where, when, how many."""
