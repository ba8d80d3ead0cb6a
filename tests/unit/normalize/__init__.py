"""Tests of `fic2epub.normalize`."""
