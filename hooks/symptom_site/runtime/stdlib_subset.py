"""The part of Python's standard library that the browser gets: less to load on a slow phone network."""

LEFT_OUT = {
    "for a person at a terminal": """
        _pyrepl argparse asyncio.__main__ bdb cmd code fileinput getopt getpass json.__main__ json.tool optparse pdb pty
        pydoc pyodide.console rlcompleter tty webbrowser zipfile.__main__
    """,
    "tests, measures, packs or describes other code": """
        _sysconfigdata__emscripten_wasm32-emscripten asyncio.tools cProfile compileall doctest importlib.metadata
        modulefinder pickletools profile pstats py_compile pyclbr symtable sysconfig tabnanny timeit trace tracemalloc
        unittest zipapp
    """,
    "starts processes or other interpreters": """
        concurrent.futures.interpreter concurrent.futures.process concurrent.interpreters ctypes multiprocessing
    """,
    "talks to servers, which the site's policy forbids": """
        _ssl email ftplib http imaplib ipaddress logging.config logging.handlers mailbox mimetypes netrc poplib
        pyodide._nodesock_transport pyodide.http quopri smtplib socketserver ssl urllib uuid wsgiref xmlrpc
    """,
    "reads or writes kinds of files that the checker never meets": """
        _compat_pickle _markupbase colorsys configparser csv filecmp gettext html pickle plistlib shelve sqlite3 tarfile
        tomllib wave xml zoneinfo
    """,
    "for another system, or doubles what the interpreter has built in": """
        _pydatetime _pyio asyncio.proactor_events asyncio.windows_events asyncio.windows_utils nturl2path
    """,
    "jokes": "__hello__ __phello__ antigravity this",
}
"""Modules (with all below them) that no code in the Worker can need, by the reason."""

CODECS = """
    __init__ aliases ascii charmap cp437 idna latin_1 raw_unicode_escape unicode_escape
    utf_16 utf_16_be utf_16_le utf_32 utf_32_be utf_32_le utf_8 utf_8_sig
"""
"""The modules of `encodings` that stay: the Worker reads JavaScript strings, UTF-8, and names in zip archives."""

_LEFT_OUT = {module for modules in LEFT_OUT.values() for module in modules.split()}
_CODECS = set(CODECS.split())


def is_needed(name: str) -> bool:
    """Say whether the file `name` of the library's archive belongs in the browser."""
    if not name.endswith(".py"):
        return False
    parts = name.removesuffix(".py").split("/")
    if parts[0] == "encodings":
        return parts[1] in _CODECS
    return not any(".".join(parts[:length]) in _LEFT_OUT for length in range(1, len(parts) + 1))
