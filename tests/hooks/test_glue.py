"""Pyodide's glue without what nothing uses."""

import pytest

from symptom_site.runtime import glue

TEXT = (
    "var _called,_asked,_idle,_size;"
    "function take(wasmExports){"
    '_called=Module["_called"]=wasmExports["called"];'
    '_asked=Module["_asked"]=wasmExports["asked"];'
    '_idle=Module["_idle"]=wasmExports["idle"];'
    '_size=Module["_size"]=wasmExports["size"].value>>>0}'
    "function _draw(){return eval(1)}"
    'Module["_draw"]=_draw;_draw.sig="v";'
    "function _write(){_called()}"
    'Module["_write"]=_write;_write.sig="vi";'
    'Module["tell"]=tell;function tell(){return Module.again()}Module["again"]=again;function again(){}'
    "var wasmImports={draw:_draw,write:_write,raise_js};"
    "wasmExports.memory;"
)


def test_what_nothing_uses_is_not_offered() -> None:
    """An export stays that the text or a caller names, an import that the WebAssembly has; the rest is not offered."""
    reduced = glue.reduced(TEXT, {"write", "raise_js"}, "glue.tell(); glue._asked()")
    assert '_called=Module["_called"]=wasmExports["called"];' in reduced
    assert '_asked=Module["_asked"]=wasmExports["asked"];' in reduced
    assert "idle" not in reduced.replace("var _called,_asked,_idle,_size;", "")
    assert 'wasmExports["size"]' not in reduced
    assert 'Module["_draw"]' not in reduced
    assert "wasmImports={write:_write,raise_js}" in reduced
    assert "_draw.sig" not in reduced
    assert '_write.sig="vi";' in reduced
    assert 'Module["tell"]=tell;' in reduced
    assert 'Module["again"]=again;' in reduced
    assert "globalThis.eval(1)" in reduced
    assert glue.exports(reduced) == {"called", "asked", "memory", "main", "__main_argc_argv"}


def test_glue_of_another_form_is_refused() -> None:
    """A text in which no export is taken as expected is an error that shows the form that was looked for."""
    with pytest.raises(ValueError, match=r"has nothing like .*wasmExports"):
        glue.reduced("export default 1;", set(), "")
