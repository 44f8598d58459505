"""The words and kinds of the format: what a provision, the vocabulary and a problem are."""
