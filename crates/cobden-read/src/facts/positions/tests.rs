//! Positions, in sentences made for the purpose.
