# shellcheck shell=bash
# Where things are and which versions are pinned; every script sources this first.

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$ROOT"

# Cargo's folder may be missing from PATH in a shell that never read ~/.cargo/env;
# wasm-opt comes from npm because Debian's is too old.
export PATH="${CARGO_HOME:-$HOME/.cargo}/bin:$ROOT/end2end/node_modules/.bin:$PATH"

# 0.3.11 and later need a newer compiler than rust-toolchain.toml names.
CARGO_LEPTOS_VERSION=0.3.10
# The tool and the crate must be the same version, so the crate's pin decides.
WASM_BINDGEN_VERSION=$(sed -n 's/^wasm-bindgen = "=\(.*\)"$/\1/p' Cargo.toml)
RUST_VERSION=$(sed -n 's/^channel = "\(.*\)"$/\1/p' rust-toolchain.toml)
NODE_MAJOR=20

TARGET_DIR=${CARGO_TARGET_DIR:-$ROOT/target}
RELEASE_DIR=$TARGET_DIR/release
export RELEASE_DIR

say() { printf '%s\n' "$*"; }

# Ends the script, naming what is wrong.
fail() {
    printf '%s\n' "$*" >&2
    exit 1
}
