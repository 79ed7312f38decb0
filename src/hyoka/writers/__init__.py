"""書く — documents and tables to bytes."""
