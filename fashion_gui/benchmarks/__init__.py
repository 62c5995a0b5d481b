"""Measurements of the program on the machine it runs on; `fashion-gui benchmark` prints them."""
