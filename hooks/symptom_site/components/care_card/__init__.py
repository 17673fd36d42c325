"""Show when to get help, as a card for each level."""
