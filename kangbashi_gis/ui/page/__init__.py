"""The editor of printed sheets: a page is seen as it will be printed, changed by hand, checked and written."""
