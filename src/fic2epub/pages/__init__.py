"""What a saved work lacks to be a book: its cover, title page, contents and the frame of every document."""
