"""What the benchmark of residents is made of."""
