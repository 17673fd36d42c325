"""One tab of a browser, whichever engine is behind it: an address, a script, a key, a press."""

import json
import time
from abc import ABC, abstractmethod
from pathlib import Path
from typing import Any, override

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.common.actions.action_builder import ActionBuilder
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webdriver import WebDriver

type Script = str
"""A JavaScript function as text, such as `(name) => document.querySelector(name)`; it may be asynchronous."""

PATIENCE = 180
"""Seconds that a tab waits for what must come: a busy machine may take a minute to start the checker in WebKit."""

SHOWN = """
(selector, text, isOnScreen = false) => {
  const holds = ({ textContent }) => textContent.replace(/\\s+/g, " ").includes(text);
  const isShown = (element) => {
    const parts = text ? [...element.children].filter(holds) : [];
    if (parts.length) return parts.some(isShown);
    const { top, bottom } = element.getBoundingClientRect();
    return element.checkVisibility({ visibilityProperty: true }) && (!isOnScreen || (bottom > 0 && top < innerHeight));
  };
  return [...document.querySelectorAll(selector)].find((element) => holds(element) && isShown(element));
}
"""
"""Finds the first element in which this text is shown, or undefined; text that is laid out later counts as shown."""
MIDDLE = f"""
(selector, text) => {{
  const element = ({SHOWN})(selector, text);
  if (!element) return null;
  element.scrollIntoView({{ block: "center", behavior: "instant" }});
  const [{{ x, y, width, height }}] = element.getClientRects();
  window.press = "awaited";
  const look = ({{ target }}) => {{
    // Not the element itself, for a list may have been drawn anew under the pointer.
    const isHit = target.closest(selector)?.textContent.replace(/\\s+/g, " ").includes(text);
    window.press = isHit ? "hit" : "missed";
  }};
  document.addEventListener("click", look, {{ capture: true, once: true }});
  // There is no click where the element went away between the button's way down and up.
  const give = () => setTimeout(() => {{ if (window.press === "awaited") window.press = "missed"; }}, 500);
  document.addEventListener("mouseup", give, {{ capture: true, once: true }});
  return [Math.round(x + width / 2), Math.round(y + height / 2)];
}}
"""
"""Finds the middle of the first line of an element, and has the page note whether the next press hits it."""
FOCUS = """
() => {
  const element = document.activeElement ?? document.body;
  return element.outerHTML.slice(0, element.outerHTML.indexOf(">") + 1);
}
"""


class Tab(ABC):
    """A tab in a fresh profile; what a test does with it is done by the engine's own driver."""

    @abstractmethod
    def go(self, address: str) -> None:
        """Begin to load an address."""

    @abstractmethod
    def run(self, script: Script, *given: Any) -> Any:
        """Return what a function of the page gives, which must be data."""

    @abstractmethod
    def press(self, *keys: str) -> None:
        """Press keys together, such as `Tab`, `Enter`, `Shift` with `Tab`, or a letter."""

    @abstractmethod
    def press_at(self, x: int, y: int) -> None:
        """Press the mouse at a place of the window, in CSS pixels from its top left."""

    @abstractmethod
    def resize(self, width: int, height: int) -> None:
        """Make the window this big, in CSS pixels."""

    def visit(self, address: str) -> None:
        """Open an address, also the one that is open, and wait until the new page stands there."""
        self.run("() => { window.isLeft = true; }")
        self.go(address)
        self.wait("() => !window.isLeft && document.body !== null")

    def wait(self, script: Script, *given: Any) -> Any:
        """Wait until a function of the page gives something, and return it; a page on its way gives nothing."""
        end = time.monotonic() + PATIENCE
        while True:
            try:
                said = self.run(script, *given)
            except (PlaywrightError, WebDriverException) as error:
                said, last = None, f"\n{error}"
            else:
                last = ""
            if said:
                return said
            if time.monotonic() > end:
                raise AssertionError(f"did not come: {script.strip()} {json.dumps(given)}{last}\n{self._state()}")
            time.sleep(0.05)

    def see(self, selector: str, text: str = "", *, on_screen: bool = False) -> str:
        """Wait until an element shows this text, where wanted in the part that is on the screen; return all of it."""
        call = f"(...given) => ({SHOWN})(...given)?.textContent.replace(/\\s+/g, ' ')"
        return str(self.wait(call, selector, text, on_screen))

    def sees(self, selector: str, text: str = "", *, on_screen: bool = False) -> bool:
        """Tell whether an element shows this text now."""
        return self.run(f"(...given) => Boolean(({SHOWN})(...given))", selector, text, on_screen) is True

    def click(self, selector: str, text: str = "") -> None:
        """Press in the middle of the first line of the first element that shows this text.

        A page that comes to life may move it away under the pointer: then press again, as a reader does.
        """
        end = time.monotonic() + PATIENCE
        while True:
            x, y = self.wait(MIDDLE, selector, text)
            self.press_at(x, y)
            # A page that the press led to knows nothing of it.
            if self.wait("() => window.press !== 'awaited' && (window.press ?? 'hit')") == "hit":
                return
            assert time.monotonic() < end, f"no press hits {selector} {text}\n{self._state()}"

    def type(self, text: str) -> None:
        """Press the keys of a text, one by one."""
        for letter in text:
            self.press("Space" if letter == " " else letter)

    def tab_to(self, selector: str, most: int = 60) -> None:
        """Press Tab until the focus is on such an element."""
        passed = []
        for _ in range(most):
            self.press("Tab")
            if self.run("(selector) => document.activeElement?.matches(selector) ?? false", selector):
                return
            passed.append(self.run(FOCUS))
        raise AssertionError(f"Tab does not lead to {selector} but to\n" + "\n".join(passed))

    def _state(self) -> str:
        """Return what the page shows, for the message of a failure."""
        try:
            return str(self.run("() => `${location.href}\\n${document.body?.innerText.slice(0, 2000)}`"))
        except (PlaywrightError, WebDriverException) as error:
            return str(error)


class PlaywrightTab(Tab):
    """A tab of Chromium or Firefox."""

    def __init__(self, page: Page) -> None:
        self.page = page
        page.set_default_timeout(PATIENCE * 1000)

    @override
    def go(self, address: str) -> None:
        try:
            self.page.goto(address, wait_until="commit")
        except PlaywrightError as error:
            # A page whose script is lost may just be loading itself again.
            if "interrupted by another navigation" not in str(error):
                raise
            self.page.goto(address, wait_until="commit")

    @override
    def run(self, script: Script, *given: Any) -> Any:
        return self.page.evaluate(f"(given) => ({script})(...given)", list(given))

    @override
    def press(self, *keys: str) -> None:
        self.page.keyboard.press("+".join(keys))

    @override
    def press_at(self, x: int, y: int) -> None:
        self.page.mouse.click(x, y)

    @override
    def resize(self, width: int, height: int) -> None:
        self.page.set_viewport_size({"width": width, "height": height})


KEYS = {
    **{name: getattr(Keys, name.upper()) for name in ("Tab", "Enter", "Space", "Shift")},
    **{f"Arrow{way}": getattr(Keys, f"ARROW_{way.upper()}") for way in ("Up", "Down", "Left", "Right")},
}
"""Each key that types no letter → how WebDriver calls it."""


class WebDriverTab(Tab):
    """A tab of WebKit."""

    def __init__(self, driver: WebDriver) -> None:
        self.driver = driver
        driver.set_script_timeout(PATIENCE)

    @override
    def go(self, address: str) -> None:
        self.driver.get(address)

    @override
    def run(self, script: Script, *given: Any) -> Any:
        call = f"const done = arguments[arguments.length - 1]; Promise.resolve(({script})(...arguments[0]))"
        done = self.driver.execute_async_script(
            f"{call}.then((said) => done([said]), (error) => done(String(error)))", list(given)
        )
        if isinstance(done, str):
            raise WebDriverException(done)
        return done[0]

    @override
    def press(self, *keys: str) -> None:
        actions = ActionBuilder(self.driver)
        codes = [KEYS.get(key, key) for key in keys]
        for code in codes:
            actions.key_action.key_down(code)
        for code in reversed(codes):
            actions.key_action.key_up(code)
        actions.perform()

    @override
    def press_at(self, x: int, y: int) -> None:
        actions = ActionBuilder(self.driver)
        actions.pointer_action.move_to_location(x, y).click()
        actions.perform()

    @override
    def resize(self, width: int, height: int) -> None:
        inner = "() => [outerWidth - innerWidth, outerHeight - innerHeight]"
        more_width, more_height = self.run(inner)
        self.driver.set_window_size(width + more_width, height + more_height)
        self.wait("(width, height) => innerWidth === width && innerHeight === height", width, height)


def mini_browser() -> Path:
    """Return the browser that comes with WebKitGTK; its place names the machine's architecture."""
    places = [path for folder in ("lib", "libexec", "lib64") for path in Path("/usr", folder).glob("**/MiniBrowser")]
    return sorted(places)[-1]
