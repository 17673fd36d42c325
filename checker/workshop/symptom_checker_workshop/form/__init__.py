"""Read the built paper form as a person does."""
