//! What can be seen of a line of Markdown without its neighbours.

/// The indentation of a line in columns.
pub(super) fn columns(line: &str) -> usize {
    let mut columns = 0;
    for byte in line.bytes() {
        match byte {
            b' ' => columns += 1,
            b'\t' => columns += 4 - columns % 4,
            _ => break,
        }
    }
    columns
}

/// A line without the signs of the quotes and list items that it may stand in.
pub(super) fn without_containers(line: &str) -> &str {
    let mut rest = line.trim_start();
    loop {
        let after = match rest.as_bytes().first() {
            Some(b'>') => &rest[1..],
            Some(b'-' | b'*' | b'+') if rest[1..].starts_with(' ') => &rest[1..],
            Some(b'0'..=b'9') => {
                let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
                match rest[digits..].strip_prefix(['.', ')']) {
                    Some(after) if digits < 10 && after.starts_with(' ') => after,
                    _ => return rest,
                }
            }
            _ => return rest,
        };
        rest = after.trim_start();
    }
}
