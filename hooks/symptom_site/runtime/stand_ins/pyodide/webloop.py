"""Takes the place of Pyodide's event loop, which would load all of asyncio, sockets and processes."""


def _initialize_event_loop() -> None:
    """Make no loop: nothing in the worker ever awaits."""
