//! The only place that touches the disk: reads sources, writes outputs, holds the lock.
