"""What other programs read: the guidance as JSON, its schema, and what a site was built from."""

from rulewise.export.data import SCHEMA, build_file, data_files, schema

__all__ = ["SCHEMA", "build_file", "data_files", "schema"]
