"""The record's database as it is, whatever somebody has made of it: read raw, cell by cell, for the audit."""
