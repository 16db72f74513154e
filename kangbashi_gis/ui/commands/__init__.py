"""Commands of the window: rows of data, each with a thin function."""
