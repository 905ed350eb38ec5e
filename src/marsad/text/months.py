"""Days written in Arabic, with the names of months that a region uses."""

from __future__ import annotations

from datetime import date

MONTHS = {
    "levant": "كانون_الثاني شباط آذار نيسان أيار حزيران تموز آب أيلول تشرين_الأول تشرين_الثاني كانون_الأول",
    "egypt": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    "maghreb": "جانفي فيفري مارس أفريل ماي جوان جويلية أوت سبتمبر أكتوبر نوفمبر ديسمبر",
}
"""The months from January to December, by region."""


def in_arabic(day: date, region: str) -> str:
    """Write a day in Arabic: `in_arabic(date(2017, 3, 14), "levant")` gives `14 آذار 2017`."""
    return f"{day.day} {MONTHS[region].split()[day.month - 1].replace('_', ' ')} {day.year}"
