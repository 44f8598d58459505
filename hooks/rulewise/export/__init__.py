"""What other programs read: the guidance as JSON, its schema, and what a site was built from."""

from rulewise.export.data import SCHEMA, VOCABULARY_SCHEMA, build_file, data_files, schema, vocabulary_schema

__all__ = ["SCHEMA", "VOCABULARY_SCHEMA", "build_file", "data_files", "schema", "vocabulary_schema"]
