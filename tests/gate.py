"""Keeps requests to the server of a test back until the test lets them come."""

import threading


class Gate(list[str]):
    """Notes the path of each request to a server, and keeps back what ends so until it is opened."""

    def __init__(self, *endings: str) -> None:
        super().__init__()
        self.endings = endings
        self.opened = threading.Event()

    def append(self, path: str) -> None:
        """Note a path, and return when its file may be sent."""
        super().append(path)
        if path.endswith(self.endings):
            self.opened.wait()
