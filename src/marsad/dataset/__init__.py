"""Out to the field: happenings as rows that others work with, checked, protected, compared, released."""
