"""Read what an editor writes: front matter, blocks with lines, marks, the region."""
