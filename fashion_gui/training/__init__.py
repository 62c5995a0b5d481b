"""TensorFlow and ITEX; imported only in the worker process."""
