//! Streams made readable, never beyond a limit (ISO 32000-1, 7.4).

use super::object::{Dict, Object};

/// What became of a stream.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Decoded {
    Whole(Vec<u8>),
    /// Damaged: what came before the damage.
    Part(Vec<u8>),
    /// It would have grown beyond the limit.
    TooLarge,
    /// An image, or a filter that is not known.
    Unreadable,
}

/// How many filters may follow each other.
const FILTERS: usize = 6;

/// Applies the filters of a stream. `dict` has its references resolved.
pub(crate) fn decode(dict: &Dict, raw: &[u8], limit: usize) -> Decoded {
    let either = |long: &str, short: &str| dict.get(long).or_else(|| dict.get(short));
    let filters = list(either("Filter", "F"));
    let parameters = list(either("DecodeParms", "DP"));
    if filters.len() > FILTERS {
        return Decoded::Unreadable;
    }
    let (mut data, mut whole) = (raw.to_vec(), true);
    if filters.is_empty() && raw.len() > limit {
        return Decoded::TooLarge;
    }
    for (index, filter) in filters.iter().enumerate() {
        let parameters = parameters.get(index).and_then(|p| p.dict());
        let result = match filter.name().unwrap_or_default() {
            b"FlateDecode" | b"Fl" => inflate(&data, limit),
            b"LZWDecode" | b"LZW" => lzw(&data, number(parameters, "EarlyChange", 1) != 0, limit),
            b"ASCII85Decode" | b"A85" => Decoded::Whole(ascii85(&data)),
            b"ASCIIHexDecode" | b"AHx" => Decoded::Whole(ascii_hex(&data)),
            b"RunLengthDecode" | b"RL" => run_length(&data, limit),
            b"Crypt" => Decoded::Whole(data),
            _ => Decoded::Unreadable,
        };
        data = match result {
            Decoded::Whole(data) => data,
            Decoded::Part(data) => {
                whole = false;
                data
            }
            other => return other,
        };
        if number(parameters, "Predictor", 1) >= 10 {
            data = png(&data, parameters);
        }
    }
    if whole {
        Decoded::Whole(data)
    } else {
        Decoded::Part(data)
    }
}

fn list(object: Option<&Object>) -> &[Object] {
    match object {
        Some(Object::Array(list)) => list,
        Some(Object::Null) | None => &[],
        Some(one) => std::slice::from_ref(one),
    }
}

fn number(parameters: Option<&Dict>, name: &str, default: usize) -> usize {
    parameters
        .and_then(|p| p.get(name)?.count())
        .unwrap_or(default)
}

fn inflate(data: &[u8], limit: usize) -> Decoded {
    use miniz_oxide::inflate::{
        TINFLStatus, decompress_to_vec_with_limit, decompress_to_vec_zlib_with_limit,
    };
    let error = match decompress_to_vec_zlib_with_limit(data, limit) {
        Ok(data) => return Decoded::Whole(data),
        Err(error) => error,
    };
    if error.status == TINFLStatus::HasMoreOutput {
        return Decoded::TooLarge;
    }
    if !error.output.is_empty() {
        return Decoded::Part(error.output);
    }
    // Some files have a damaged head on a sound stream.
    match decompress_to_vec_with_limit(data.get(2..).unwrap_or_default(), limit) {
        Ok(data) => Decoded::Part(data),
        Err(error) if error.status == TINFLStatus::HasMoreOutput => Decoded::TooLarge,
        Err(error) => Decoded::Part(error.output),
    }
}

fn lzw(data: &[u8], early: bool, limit: usize) -> Decoded {
    // Entries of the table are stretches of the output.
    let mut table: Vec<(usize, usize)> = Vec::with_capacity(4096);
    let mut out: Vec<u8> = Vec::new();
    let (mut bits, mut held, mut width) = (0_u32, 0_u32, 9_u32);
    let mut last: Option<(usize, usize)> = None;
    for byte in data {
        bits = bits << 8 | u32::from(*byte);
        held += 8;
        if held < width {
            continue;
        }
        held -= width;
        let code = (bits >> held & ((1 << width) - 1)) as usize;
        bits &= (1 << held) - 1;
        match code {
            256 => {
                table.clear();
                (width, last) = (9, None);
                continue;
            }
            257 => return Decoded::Whole(out),
            _ => {}
        }
        let start = out.len();
        match (code, last) {
            (0..=255, _) => out.push(code as u8),
            _ if code - 258 < table.len() => {
                let (from, to) = table[code - 258];
                out.extend_from_within(from..to);
            }
            (_, Some((from, to))) if code - 258 == table.len() => {
                out.extend_from_within(from..to);
                out.push(out[start]);
            }
            _ => return Decoded::Part(out),
        }
        if out.len() > limit {
            return Decoded::TooLarge;
        }
        // An entry is the word before with the first byte of this one, which stands right behind it.
        if let Some((from, to)) = last
            && table.len() < 4096 - 258
        {
            table.push((from, to + 1));
        }
        last = Some((start, out.len()));
        // The entry that the next code will complete counts already when the change is early.
        let size = table.len() + 258 + usize::from(early);
        width = match size {
            0..=511 => 9,
            512..=1023 => 10,
            1024..=2047 => 11,
            _ => 12,
        };
    }
    Decoded::Part(out)
}

fn ascii85(data: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(data.len() / 5 * 4 + 4);
    let (mut group, mut count) = (0_u32, 0_usize);
    for byte in data {
        match byte {
            b'z' if count == 0 => out.extend([0; 4]),
            b'!'..=b'u' => {
                group = group.wrapping_mul(85).wrapping_add(u32::from(byte - b'!'));
                count += 1;
                if count == 5 {
                    out.extend(group.to_be_bytes());
                    (group, count) = (0, 0);
                }
            }
            b'~' => break,
            _ => {}
        }
    }
    if count > 1 {
        for _ in count..5 {
            group = group.wrapping_mul(85).wrapping_add(84);
        }
        out.extend(&group.to_be_bytes()[..count - 1]);
    }
    out
}

fn ascii_hex(data: &[u8]) -> Vec<u8> {
    let digits = data
        .iter()
        .take_while(|b| **b != b'>')
        .filter_map(|b| char::from(*b).to_digit(16));
    let digits: Vec<u8> = digits
        .filter_map(|digit| u8::try_from(digit).ok())
        .collect();
    digits
        .chunks(2)
        .map(|pair| pair[0] << 4 | pair.get(1).copied().unwrap_or(0))
        .collect()
}

fn run_length(data: &[u8], limit: usize) -> Decoded {
    let (mut out, mut at) = (Vec::new(), 0);
    while let Some(length) = data.get(at).copied().map(usize::from) {
        match length {
            128 => return Decoded::Whole(out),
            0..=127 => {
                let end = (at + 2 + length).min(data.len());
                out.extend_from_slice(&data[at + 1..end]);
                at = end;
            }
            _ => {
                let Some(byte) = data.get(at + 1) else { break };
                out.extend(std::iter::repeat_n(*byte, 257 - length));
                at += 2;
            }
        }
        if out.len() > limit {
            return Decoded::TooLarge;
        }
    }
    Decoded::Part(out)
}

/// Undoes the row filters of PNG, by which tables of objects are often packed.
fn png(data: &[u8], parameters: Option<&Dict>) -> Vec<u8> {
    let colors = number(parameters, "Colors", 1).clamp(1, 32);
    let bits = number(parameters, "BitsPerComponent", 8).clamp(1, 16);
    let columns = number(parameters, "Columns", 1).clamp(1, 1 << 20);
    let pixel = (colors * bits).div_ceil(8);
    let row = (colors * bits * columns).div_ceil(8);
    let mut out: Vec<u8> = Vec::with_capacity(data.len());
    for line in data.chunks(row + 1) {
        let start = out.len();
        let above = start.checked_sub(row);
        for (index, byte) in line[1..].iter().enumerate() {
            let left = if index >= pixel {
                i32::from(out[start + index - pixel])
            } else {
                0
            };
            let up = above.map_or(0, |above| i32::from(out[above + index]));
            let corner = match above {
                Some(above) if index >= pixel => i32::from(out[above + index - pixel]),
                _ => 0,
            };
            let guess = match line[0] {
                1 => left,
                2 => up,
                3 => (left + up) / 2,
                4 => paeth(left, up, corner),
                _ => 0,
            };
            out.push(byte.wrapping_add((guess & 255) as u8));
        }
    }
    out
}

fn paeth(left: i32, up: i32, corner: i32) -> i32 {
    let estimate = left + up - corner;
    let far = |value: i32| (estimate - value).abs();
    if far(left) <= far(up) && far(left) <= far(corner) {
        left
    } else if far(up) <= far(corner) {
        up
    } else {
        corner
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filtered(filter: &str, data: &[u8], limit: usize) -> Decoded {
        let name = Object::Name(filter.as_bytes().to_vec());
        decode(&Dict(vec![(b"Filter".to_vec(), name)]), data, limit)
    }

    #[test]
    fn filters() {
        let packed = miniz_oxide::deflate::compress_to_vec_zlib(b"tariff", 6);
        assert_eq!(
            filtered("FlateDecode", &packed, 100),
            Decoded::Whole(b"tariff".to_vec())
        );
        assert_eq!(filtered("FlateDecode", &packed, 5), Decoded::TooLarge);
        assert_eq!(
            filtered("ASCIIHexDecode", b"74 61 7>", 9),
            Decoded::Whole(b"tap".to_vec())
        );
        assert_eq!(
            filtered("ASCII85Decode", b"FCfN8~>", 9),
            Decoded::Whole(b"test".to_vec())
        );
        assert_eq!(
            filtered("RunLengthDecode", b"\x01ab\xFEc\x80", 9),
            Decoded::Whole(b"abccc".to_vec())
        );
        assert_eq!(
            filtered("RunLengthDecode", &b"\x81a".repeat(100), 99),
            Decoded::TooLarge
        );
        // The example of ISO 32000-1, 7.4.4.2.
        let example = b"\x80\x0B\x60\x50\x22\x0C\x0C\x85\x01";
        assert_eq!(
            filtered("LZWDecode", example, 99),
            Decoded::Whole(b"-----A---B".to_vec())
        );
        assert_eq!(filtered("DCTDecode", b"", 9), Decoded::Unreadable);
    }

    #[test]
    fn a_bomb_stops_at_the_limit() {
        let packed = miniz_oxide::deflate::compress_to_vec_zlib(&vec![b' '; 50_000_000], 9);
        assert!(packed.len() < 100_000);
        assert_eq!(
            filtered("FlateDecode", &packed, 1_000_000),
            Decoded::TooLarge
        );
    }
}
