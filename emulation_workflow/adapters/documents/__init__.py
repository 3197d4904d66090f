"""Papers as files: DOCX to edit, PDF to read, XLSX for their tables. Words and formats are in templates/documents."""
