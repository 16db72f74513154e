"""Questions and answers: which address is meant, what stands around it."""
