"""What developers use and users never see: set-up, checks, translations, screenshots, builds."""
