"""Places in books, as reading systems keep them."""
