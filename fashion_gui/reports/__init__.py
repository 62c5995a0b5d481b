"""Evaluations on paper: charts for files, and a report of a few pages. Imports matplotlib, never Qt."""
