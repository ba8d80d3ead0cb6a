"""A finished book to where it is read: a drive, a mailbox."""
