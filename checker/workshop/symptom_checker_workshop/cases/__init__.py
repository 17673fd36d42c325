"""Run cases, broken rules and stories against the engine."""
