//! Meetings, in sentences made for the purpose.
