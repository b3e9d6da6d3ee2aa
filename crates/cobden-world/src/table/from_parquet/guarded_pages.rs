//! Pages of a column whose sizes have been checked.

use parquet::column::page::{Page, PageMetadata, PageReader};
use parquet::errors::{ParquetError, Result};

/// Refuses dictionaries that claim more words than their bytes can hold: the library makes room
/// for the claim, which in a damaged file can be more than there is memory.
pub(super) struct GuardedPages(pub(super) Box<dyn PageReader>);

impl PageReader for GuardedPages {
    fn get_next_page(&mut self) -> Result<Option<Page>> {
        let page = self.0.get_next_page()?;
        if let Some(Page::DictionaryPage {
            buf, num_values, ..
        }) = &page
            // A word takes four bytes and more, a number as many.
            && *num_values as usize > buf.len()
        {
            let (claim, bytes) = (num_values, buf.len());
            let message = format!("a dictionary of {claim} words in {bytes} bytes");
            return Err(ParquetError::General(message));
        }
        Ok(page)
    }

    fn peek_next_page(&mut self) -> Result<Option<PageMetadata>> {
        self.0.peek_next_page()
    }

    fn skip_next_page(&mut self) -> Result<()> {
        self.0.skip_next_page()
    }
}

impl Iterator for GuardedPages {
    type Item = Result<Page>;

    fn next(&mut self) -> Option<Self::Item> {
        self.get_next_page().transpose()
    }
}
