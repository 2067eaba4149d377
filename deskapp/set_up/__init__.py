"""A library's set-up as a file: read, checked, written; and public holidays by country and region."""
