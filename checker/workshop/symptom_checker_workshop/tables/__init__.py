"""Read, check and compile the tables of a topic."""
