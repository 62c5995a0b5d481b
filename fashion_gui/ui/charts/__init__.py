"""matplotlib figures inside the window."""
