"""SLD 1.1 with Symbology Encoding, the style files of map servers: written, and read in version 1.0 too."""
