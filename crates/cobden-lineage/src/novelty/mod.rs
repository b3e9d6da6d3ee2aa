//! What a document adds to a record.
