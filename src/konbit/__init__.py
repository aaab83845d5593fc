"""Konbit: the open-source system a cross-sector coalition runs on. One room per feature; ARCHITECTURE.md has the map."""
