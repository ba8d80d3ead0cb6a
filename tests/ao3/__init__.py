"""Works that nobody wrote, rendered as the Archive of Our Own has rendered real ones since 2010."""
