"""What central does: keeps every journal, folds it into records, and hands them out."""
