"""Takes the place of Python's asyncio: Pyodide asks for it as it starts, and nothing in the worker ever awaits."""


def __getattr__(name: str) -> object:
    raise ModuleNotFoundError(f"asyncio.{name}: not in the browser's part of the library", name="asyncio")


def get_event_loop() -> object:
    """Say that there is no loop; Pyodide looks this one name up as it starts."""
    return __getattr__("get_event_loop")
