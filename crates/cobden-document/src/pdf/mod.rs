use crate::document::Parts;
use crate::error::DocumentError;
use crate::limits::Limits;
pub(crate) fn read(name: &str, _: &[u8], _: &Limits) -> Result<Parts, DocumentError> {
    Err(DocumentError::Encrypted {
        name: name.to_owned(),
    })
}
