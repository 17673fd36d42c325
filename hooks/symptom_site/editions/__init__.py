"""Makes other editions of a built site: a folder to open from a disk, one file, a book."""
