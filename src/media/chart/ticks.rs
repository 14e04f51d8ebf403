//! Where a scale begins, ends, and has its lines.

/// A scale from its lowest to its highest line.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Scale {
    pub(super) low: f64,
    pub(super) high: f64,
    /// The lines, the lowest first.
    pub(super) ticks: Vec<f64>,
    /// How many decimals the lines need.
    pub(super) decimals: usize,
}

/// A scale over these numbers in about `count` steps of 1, 2 or 5 times a power of ten. It begins at nought unless that would
/// leave most of the drawing empty.
pub(super) fn scale(low: f64, high: f64, count: f64) -> Scale {
    let (low, high) = match (low, high) {
        (low, high) if low >= 0.0 && low < high * 0.6 => (0.0, high),
        (low, high) if high <= 0.0 && high > low * 0.6 => (low, 0.0),
        (low, high) if low == high => (low.min(0.0), high.max(if low == 0.0 { 1.0 } else { 0.0 })),
        range => range,
    };
    let rough = ((high - low) / count).max(1e-9);
    let power = 10f64.powf(rough.log10().floor());
    let step =
        [1.0, 2.0, 5.0, 10.0].into_iter().map(|it| it * power).find(|it| *it >= rough * 0.999);
    let step = step.unwrap_or(rough);
    let (first, last) = ((low / step).floor(), (high / step - 1e-9).ceil());
    let mut ticks = Vec::new();
    let mut at = first;
    while at <= last && ticks.len() < 50 {
        ticks.push(at * step);
        at += 1.0;
    }
    let decimals = (0..6).find(|decimals| is_whole(step * 10f64.powi(*decimals))).unwrap_or(6);
    Scale {
        low: first * step,
        high: last * step,
        ticks,
        decimals: usize::try_from(decimals).unwrap_or(0),
    }
}

fn is_whole(value: f64) -> bool {
    (value - value.round()).abs() < 1e-6 && value.round() >= 1.0
}

impl Scale {
    /// Where a number lies, from 0 at the lowest line to 1 at the highest.
    pub(super) fn at(&self, value: f64) -> f64 {
        (value - self.low) / (self.high - self.low).max(1e-12)
    }
}

#[cfg(test)]
mod tests {
    use super::scale;

    #[test]
    fn scales_have_round_lines() {
        for (low, high, ticks) in [
            (6.0, 214.0, &[0.0, 50.0, 100.0, 150.0, 200.0, 250.0][..]),
            (-1.91, -1.79, &[-1.95, -1.9, -1.85, -1.8, -1.75]),
            (-12.0, 30.0, &[-20.0, 0.0, 20.0, 40.0]),
            (0.0, 0.0, &[0.0, 0.2, 0.4, 0.6, 0.8, 1.0]),
            (5.0, 5.0, &[0.0, 1.0, 2.0, 3.0, 4.0, 5.0]),
        ] {
            let found = scale(low, high, if ticks.len() == 6 { 5.0 } else { 3.0 });
            let near = found.ticks.len() == ticks.len()
                && found.ticks.iter().zip(ticks).all(|(one, other)| (one - other).abs() < 1e-9);
            assert!(near, "{low} {high}: {found:?}");
        }
        assert_eq!(scale(-1.91, -1.79, 3.0).decimals, 2);
    }
}
