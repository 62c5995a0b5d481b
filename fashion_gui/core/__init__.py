"""What the program knows about pictures, data and models: numpy, OpenCV and Pillow only."""
