"""The files of `data/` read into immutable tables; every fault is reported with file and line."""
