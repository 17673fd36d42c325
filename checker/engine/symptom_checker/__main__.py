"""The door to the workshop's commands; it does not ship to the browser."""

import importlib
import importlib.util
import sys

if __name__ == "__main__":
    if importlib.util.find_spec("symptom_checker_workshop") is None:
        sys.exit("symptom_checker: the commands are in the package symptom-checker-workshop: install it")
    # By name, because what ships may not depend on what does not.
    sys.exit(importlib.import_module("symptom_checker_workshop.cli").main())
