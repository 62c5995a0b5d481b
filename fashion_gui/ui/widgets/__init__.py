"""Small widgets with one job: signals out, `show_…` in."""
