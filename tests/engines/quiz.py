"""Answers the quiz in a tab of any engine, with the mouse or by keys alone."""

from collections.abc import Callable

from engines.tab import Tab

CALM = {"who": "me", "dose": "right", "kind": "front", "length": "short", "often": "rare"}
"""Answers of an adult with a simple nosebleed; every list is answered with none of these."""
LEVELS: dict[str, dict[str, str]] = {
    "self-care": {},
    "routine": {"often": "weekly"},
    "urgent": {"signs": "pale"},
    "emergency": {"danger": "heavy"},
}
"""Level → the answers that differ from those of a simple nosebleed."""
FORM = "[data-stage] form[data-question]"
STEP = f"""
() => {{
  if (document.body.hasAttribute("data-settling")) return null;
  const form = document.querySelector("{FORM}");
  if (form) return form.dataset.question;
  if (document.querySelector("[data-stage] [data-check]")) return "second look";
  return document.querySelector("[data-stage] [data-result]") && "result";
}}
"""
"""Gives the id of the question on the page, once it takes presses, or what stands in its place."""

type Way = Callable[[Tab, str, str], None]
"""Answers a step of this name with this value, and goes on."""


def open_quiz(tab: Tab, address: str) -> None:
    """Go to the check page, and wait until the checker is ready."""
    tab.visit(f"{address}check/")
    tab.see("#quiz", "The checker is ready.")


def by_mouse(tab: Tab, step: str, value: str) -> None:
    """Press the words of the answer, and then Continue."""
    if step != "second look":
        tab.click(f'[data-stage] label[for="q-{step}-{value}"]')
    tab.click("[data-stage] button", "Continue")


def by_keys(tab: Tab, step: str, value: str) -> None:
    """Move with Tab and the arrows to the answer, choose it with Space, and send it with Enter."""
    if step == "second look":
        tab.tab_to("[data-stage] [data-act='checked']")
    else:
        tab.tab_to(f"{FORM} input")
        is_list = tab.run("() => document.activeElement.type === 'checkbox'")
        if not is_list:
            tab.press("Space")
        while not tab.run("(value) => document.activeElement.value === value", value):
            tab.press("Tab" if is_list else "ArrowDown")
        if is_list:
            tab.press("Space")
    tab.press("Enter")


def next_step(tab: Tab, last: str = "") -> str:
    """Wait until something else than the last step takes presses, and return its name."""
    return str(tab.wait(f"(last) => {{ const step = ({STEP})(); return step !== last && step; }}", last))


def follow(tab: Tab, way: Way, answers: dict[str, str]) -> list[str]:
    """Answer so, and calmly else, up to the result; return the steps before it."""
    passed: list[str] = []
    while (step := next_step(tab, passed[-1] if passed else "")) != "result":
        passed.append(step)
        way(tab, step, (CALM | answers).get(step, "none"))
    return passed


def level(tab: Tab) -> str:
    """Return the level of the result on the page."""
    return str(tab.run("() => document.querySelector('[data-stage] [data-result]')?.dataset.level"))
