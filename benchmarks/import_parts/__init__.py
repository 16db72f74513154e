"""Parts of the benchmark of the import: what is measured, one file each."""
