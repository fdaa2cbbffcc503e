#!/bin/sh
# Installs a build tree into a temporary prefix and uses it as a stranger would: by
# find_package(slant), by pkg-config, and by the program.
#   install_test.sh CMAKE BUILD_FOLDER SOURCE_FOLDER CXX [CONFIG]
set -eu
cmake=$1 build=$2 source=$3 cxx=$4 config=${5:-Release}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() { echo "install_test: $*" >&2; exit 1; }

"$cmake" --install "$build" --prefix "$work/first" --config "$config" >"$work/log" ||
  { cat "$work/log"; fail "cmake --install failed"; }
# Nothing may point to where it was first put.
mv "$work/first" "$work/prefix"
prefix=$work/prefix
for file in include/slant/pipeline/scorer.h share/slant/schema/slant.sentence-1.schema.json \
  share/slant/lexicons/slant-en.tsv; do
  [ -f "$prefix/$file" ] || fail "$file was not installed"
done
if grep -rl "$build\|$source" "$prefix" --include=*.cmake --include=*.pc --include=*.h; then
  fail "the files above name the build or source tree"
fi

"$cmake" -S "$source/tests/install/consumer" -B "$work/consumer" -DCMAKE_BUILD_TYPE="$config" \
  -DCMAKE_CXX_COMPILER="$cxx" -DCMAKE_PREFIX_PATH="$prefix" >"$work/log" 2>&1 ||
  { cat "$work/log"; fail "find_package(slant) failed"; }
"$cmake" --build "$work/consumer" >"$work/log" 2>&1 ||
  { cat "$work/log"; fail "the consumer does not build"; }

pc=$(find "$prefix" -name slant.pc)
PKG_CONFIG_PATH=${pc%/slant.pc}${PKG_CONFIG_PATH:+:$PKG_CONFIG_PATH}
export PKG_CONFIG_PATH
# shellcheck disable=SC2046 # words are meant
"$cxx" -std=c++20 -o "$work/by-pkg-config" "$source/tests/install/consumer/consumer.cpp" \
  $(pkg-config --cflags --libs slant) || fail "pkg-config's flags do not build the consumer"

model=$prefix/share/slant/en.slant
if [ ! -f "$model" ]; then
  echo "NOT TESTED: there is no model, so the consumer has nothing to score with (tools/build-model)"
  exit 77
fi
unset SLANT_MODEL
for consumer in "$work/consumer/consumer" "$work/by-pkg-config"; do
  said=$("$consumer" "$model") || fail "$consumer failed"
  echo "${consumer##*/}: $said"
  case $said in negative\ -*) ;; *) fail "expected a negative tone, found '$said'" ;; esac
done
# The consumer beside the model, as an installed program is, finds it without being told.
cp "$work/consumer/consumer" "$prefix/bin/"
[ "$("$prefix/bin/consumer")" = "$said" ] || fail "the default model was not found"
if [ -x "$prefix/bin/slant" ]; then
  "$prefix/bin/slant" --version | grep -F "$model" ||
    fail "the installed program does not find the installed model"
fi
