"""The same use-cases without a window, one module a command."""
