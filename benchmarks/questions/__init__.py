"""The questions of the benchmarks, made with code of their own."""
