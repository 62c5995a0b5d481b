"""The child process that trains, and the typed messages it sends."""
