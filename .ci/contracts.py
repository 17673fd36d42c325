"""The import rule that import-linter does not bring along: a package that needs the standard library alone."""

import sys

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class StandardLibraryOnly(Contract):
    """Every import of the package leads into itself or into the standard library."""

    package = fields.StringField()

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        """Collects the imports that lead elsewhere."""
        package = str(self.package)
        output.verbose_print(verbose, f"Looking at every import of {package}.")
        modules = {package} | graph.find_descendants(package)
        allowed = sys.stdlib_module_names | {package}
        strays = sorted(
            (importer, imported)
            for importer in modules
            for imported in graph.find_modules_directly_imported_by(importer)
            if imported.partition(".")[0] not in allowed
        )
        details = [
            (importer, imported, detail["line_number"])
            for importer, imported in strays
            for detail in graph.get_import_details(importer=importer, imported=imported)
        ]
        return ContractCheck(kept=not strays, metadata={"strays": details})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Says which line imports what."""
        for importer, imported, line in check.metadata["strays"]:
            output.print_error(f"{importer}, line {line}: imports {imported}, which the browser does not have")
