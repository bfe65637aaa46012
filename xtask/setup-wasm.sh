#!/usr/bin/env bash
# Makes `cargo build --target wasm32-unknown-unknown` possible, and prints on stdout
# nothing but the name of the rustup toolchain to build with (progress goes to stderr;
# an empty line means: the plain `cargo` that is there, which knows nothing of rustup).
#   export RUSTUP_TOOLCHAIN="$(bash xtask/setup-wasm.sh)"
# 1. Ordinary machine: `rustup target add wasm32-unknown-unknown` for the active toolchain.
# 2. No rustup downloads (Debian with its package mirror only): Debian's rustc-web and
#    rust-web-src are one matched compiler and std source. std for wasm32 is built from
#    them once (about 40 s, 2 cores) into a sysroot of its own, which is linked as the
#    rustup toolchain "debian-wasm". Nothing under /usr or the stable toolchain is changed.
# To try the second way on a machine that has the first: RUSTUP_DIST_SERVER=http://127.0.0.1:9
# and RUSTUP_TOOLCHAIN set to a toolchain without the target.
set -euo pipefail
target=wasm32-unknown-unknown
name=debian-wasm
say() { printf 'setup-wasm: %s\n' "$*" >&2; }
has_std() { # has_std RUSTC...: does that compiler find std for the target?
  local d; d=$("$@" --print target-libdir --target "$target" 2>/dev/null) && compgen -G "$d/libstd-*.rlib" >/dev/null
}

if ! command -v rustup >/dev/null; then
  if has_std rustc; then echo; exit; fi
  say "this rustc has no std for $target and there is no rustup to fetch it: install rustup"; exit 1
fi
active=$(rustup show active-toolchain 2>/dev/null | cut -d' ' -f1)
if has_std rustc; then say "$active has $target"; echo "$active"; exit; fi

# Made earlier and still matching Debian's compiler: no need to ask rustup's server again.
if [ -x /usr/bin/rustc ] && RUSTUP_TOOLCHAIN=$name has_std rustc &&
   [ "$(RUSTUP_TOOLCHAIN=$name rustc -V)" = "$(/usr/bin/rustc -V)" ]; then
  say "using the toolchain $name"; echo "$name"; exit
fi
if rustup target add "$target" >&2 && has_std rustc; then echo "$active"; exit; fi
say "rustup cannot download $target; building it from Debian's compiler and sources"

if ! { [ -x /usr/bin/rustc ] && [ -d /usr/lib/rustlib/src/rust/library/std ]; }; then
  command -v apt-get >/dev/null || { say "needs rustup's $target, or Debian's rustc-web and rust-web-src"; exit 1; }
  sudo=; [ "$(id -u)" = 0 ] || sudo=sudo
  install() { $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends rustc-web rust-web-src >&2; }
  install || { $sudo apt-get update >&2; install; }
fi
version=$(/usr/bin/rustc -V | cut -d' ' -f2)
[ -d "/usr/src/rustc-$version/library/std" ] || { say "rust-web-src does not match rustc-web $version"; exit 1; }

host=$(/usr/bin/rustc -vV | sed -n 's/^host: //p')
root=${WASM_TOOLCHAIN_DIR:-$HOME/.local/share/$name}/$version
if ! { [ -x "$root/bin/rustc" ] && has_std "$root/bin/rustc"; }; then
  cargo=$(RUSTUP_TOOLCHAIN=$active rustup which cargo)
  lld=$("$(RUSTUP_TOOLCHAIN=$active rustup which rustc)" --print sysroot)/lib/rustlib/$host/bin/rust-lld
  work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
  mkdir -p "$work/empty/src" "$work/root/bin" "$work/root/lib/rustlib/$target/lib" "$work/root/lib/rustlib/$host/bin"
  printf '[package]\nname="empty"\nversion="0.0.0"\nedition="2021"\n[workspace]\n' >"$work/empty/Cargo.toml"
  echo '#![no_std]' >"$work/empty/src/lib.rs"
  # embed-bitcode: what the official std has, so that lto="fat" works in release builds.
  (cd "$work/empty" && env -u RUSTUP_TOOLCHAIN -u RUSTC_WRAPPER RUSTC=/usr/bin/rustc RUSTC_BOOTSTRAP=1 \
     RUSTFLAGS='-Cembed-bitcode=yes' CARGO_TARGET_DIR="$work/target" \
     CARGO_PROFILE_RELEASE_CODEGEN_UNITS=1 CARGO_PROFILE_RELEASE_DEBUG=0 \
     "$cargo" build --release --target "$target" -Zbuild-std=std,panic_abort,proc_macro,test >&2)
  find "$work/target/$target/release" -name '*.rlib' ! -name 'libempty*' -exec cp -t "$work/root/lib/rustlib/$target/lib" {} +
  ln -s "/usr/lib/rustlib/$host/lib" "$work/root/lib/rustlib/$host/lib"
  if [ -x "$lld" ]; then ln -s "$lld" "$work/root/lib/rustlib/$host/bin/rust-lld"; fi
  printf '#!/bin/sh\nexec /usr/bin/rustc --sysroot "%s" "$@"\n' "$root" >"$work/root/bin/rustc"
  printf '#!/bin/sh\nexec /usr/bin/rustdoc --sysroot "%s" "$@"\n' "$root" >"$work/root/bin/rustdoc"
  chmod +x "$work/root/bin/rustc" "$work/root/bin/rustdoc"
  for t in cargo rustfmt cargo-fmt; do
    p=$(RUSTUP_TOOLCHAIN=$active rustup which "$t" 2>/dev/null) && ln -s "$p" "$work/root/bin/$t" || true
  done
  rm -rf "$root"; mkdir -p "$(dirname "$root")"; mv "$work/root" "$root"
fi
rustup toolchain link "$name" "$root" >&2
RUSTUP_TOOLCHAIN=$name has_std rustc || { say "the built std is not found"; exit 1; }
say "toolchain $name: rustc $version with $target in $root"
echo "$name"
