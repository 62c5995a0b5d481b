"""Between window and services: one controller a page. Only they and `app` know both."""
