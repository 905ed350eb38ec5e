"""Weights learned from annotated reports: `marsad train`.  Needs scikit-learn; reading reports does not."""
