"""What a reader sees of a run: one page in HTML, or Markdown. Made from records and digest alone."""
