"""What the worker can be asked to do, one module a job."""
