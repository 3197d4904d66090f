"""The forms of units as they are typed on their page: the spreadsheet's fields, read by the same schema."""
