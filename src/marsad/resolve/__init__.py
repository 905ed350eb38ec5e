"""From words to what they mean here: which party, which place, which day."""
