//! Work that may be done on several cores: which there are is for [`crate::pipeline`] to say, and it alone starts threads.

/// What does work on as many cores as there are.
pub trait Cores: Sync {
    /// What comes of each, in their order.
    fn each<T: Sync, R: Send>(&self, all: &[T], work: impl Fn(&T) -> R + Sync + Send) -> Vec<R>;
    /// The same of few things that are much work, each of which goes with it.
    fn map<T: Send, R: Send>(&self, all: Vec<T>, work: impl Fn(T) -> R + Sync + Send) -> Vec<R>;
    /// What comes of two things that need nothing of each other.
    fn both<A: Send, B: Send>(
        &self,
        one: impl FnOnce() -> A + Send,
        other: impl FnOnce() -> B + Send,
    ) -> (A, B);
    /// How many there are.
    fn count(&self) -> usize;
}

/// One core, which does one thing after another.
#[derive(Clone, Copy, Debug)]
pub struct Alone;

impl Cores for Alone {
    fn each<T: Sync, R: Send>(&self, all: &[T], work: impl Fn(&T) -> R + Sync + Send) -> Vec<R> {
        all.iter().map(work).collect()
    }

    fn map<T: Send, R: Send>(&self, all: Vec<T>, work: impl Fn(T) -> R + Sync + Send) -> Vec<R> {
        all.into_iter().map(work).collect()
    }

    fn both<A: Send, B: Send>(
        &self,
        one: impl FnOnce() -> A + Send,
        other: impl FnOnce() -> B + Send,
    ) -> (A, B) {
        (one(), other())
    }

    fn count(&self) -> usize {
        1
    }
}
