//! The `pincite` program; everything it does is in the library.

/// Thousands of small values a document: the system's allocator would take a tenth of the time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    pincite::cli::run()
}
