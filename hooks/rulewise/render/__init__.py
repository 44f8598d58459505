"""Problems and provisions as strings, for people and for machines; nothing here prints."""
