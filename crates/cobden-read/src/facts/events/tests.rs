//! Events, in sentences made for the purpose.
