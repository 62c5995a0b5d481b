"""Fashion GUI: recognises clothing in pictures, folders and live video."""

__version__ = "0.1.0"
