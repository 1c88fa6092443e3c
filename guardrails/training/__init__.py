"""How the lists and the tagger that ship were made. Run by hand; the product never imports this package."""
