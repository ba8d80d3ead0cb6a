"""`python -m fic2epub`."""

from fic2epub.cli import program

if __name__ == "__main__":
    program()
