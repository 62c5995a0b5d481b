"""QtCore threads and signals, no widgets."""
