//! What there may be a million of, made on all cores and taken in its order.

use std::io;
use std::ops::Range;

use rayon::prelude::*;

/// So many are made in a row by one core.
const IN_A_ROW: usize = 512;
/// So many rows of these are made before they are taken: that is what is held.
const AT_ONCE: usize = 16;

/// Makes something of each stretch of so many numbers, and takes what comes of them in their order.
pub fn in_portions<T: Send>(
    count: usize,
    make: impl Fn(Range<usize>) -> T + Sync,
    mut take: impl FnMut(T) -> io::Result<()>,
) -> io::Result<()> {
    for first in (0..count).step_by(IN_A_ROW * AT_ONCE) {
        let made: Vec<T> = (0..AT_ONCE)
            .into_par_iter()
            .with_max_len(1)
            .map(|row| first + row * IN_A_ROW)
            .filter(|start| *start < count)
            .map(|start| make(start..count.min(start + IN_A_ROW)))
            .collect();
        made.into_iter().try_for_each(&mut take)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_are_made_once_and_taken_in_their_order() {
        for count in [0, 1, IN_A_ROW, IN_A_ROW * AT_ONCE, 3 * IN_A_ROW * AT_ONCE + 7] {
            let mut all = Vec::new();
            let take = |numbers| {
                all.extend::<Range<usize>>(numbers);
                Ok(())
            };
            in_portions(count, |numbers| numbers, take).unwrap();
            assert_eq!(all, (0..count).collect::<Vec<_>>());
        }
        let mut taken = 0;
        let failed = in_portions(
            3 * IN_A_ROW,
            |numbers| numbers,
            |_| {
                taken += 1;
                Err(io::ErrorKind::BrokenPipe.into())
            },
        );
        assert!(failed.is_err() && taken == 1);
    }
}
