"""Marsad (مرصد, observatory): reads Arabic reports of conflict and extracts coded events."""
