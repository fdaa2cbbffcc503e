# shellcheck shell=bash
# Sourced by the scripts beside it: where the project is, how a step is shown, how to build.
# Steps are told on stderr, so that stdout holds nothing but a script's result.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
logs=$root/build/logs

# The usage of a script is the comment below its first line.
print_usage() { awk 'NR > 1 && !/^#/ { exit } NR > 1 { sub(/^# ?/, ""); print }' "$1"; }

# How many compilers may run: one a core, but a heavy Eigen file can take a GiB, so not more than
# the free memory holds.
build_jobs() {
  local jobs free_gib
  jobs=$(nproc 2>/dev/null || getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)
  free_gib=$(awk '/^MemAvailable:/ { print int($2 / 1048576) }' /proc/meminfo 2>/dev/null || true)
  if [ -n "$free_gib" ] && [ "$free_gib" -lt "$jobs" ]; then jobs=$free_gib; fi
  [ "$jobs" -ge 1 ] || jobs=1
  echo "$jobs"
}

# Shows the seconds and ninja's last [done/all] beside a step's name until it is killed.
show_progress() {
  local what=$1 log=$2 began=$SECONDS progress
  while sleep 1 && kill -0 "$$" 2>/dev/null; do
    progress=$(grep -oE '^\[[0-9]+/[0-9]+\]' "$log" 2>/dev/null | tail -n 1 || true)
    printf '\r%-32s%5d s  %s\033[K' "$what" "$((SECONDS - began))" "$progress" >&2
  done
}

# step WHAT LOG COMMAND...: runs COMMAND with its output in build/logs/LOG and tells WHAT and its
# seconds in one line; after a failure also the errors and the end of the log.
step() {
  local what=$1 log=$logs/$2 status=0 began=$SECONDS ticker=''
  shift 2
  mkdir -p "$logs"
  printf '%-32s' "$what" >&2
  : >"$log"
  if [ -t 2 ]; then
    show_progress "$what" "$log" &
    ticker=$!
  fi
  "$@" >"$log" 2>&1 </dev/null || status=$?
  if [ -n "$ticker" ]; then
    kill "$ticker" 2>/dev/null || true
    wait "$ticker" 2>/dev/null || true
    printf '\r%-32s' "$what" >&2
  fi
  if [ "$status" -eq 0 ]; then
    printf '%5d s%s\n' "$((SECONDS - began))" "${ticker:+$'\033[K'}" >&2
    return 0
  fi
  printf '%5d s  failed, status %d%s\n' "$((SECONDS - began))" "$status" "${ticker:+$'\033[K'}" >&2
  {
    # What fails first may stand far above the end.
    head -n -30 "$log" | grep -E '(error|Error|FAILED)[ :]' | head -n 10 || true
    echo "... the last lines of ${log#"$root"/}:"
    tail -n 30 "$log"
  } | sed 's/^/    /' >&2
  return "$status"
}

# build PRESET [TARGET...]: configures and builds.  SLANT_CMAKE_ARGS holds further arguments of the
# configuration, separated by spaces.
build() {
  local preset=$1 more=() targets=()
  shift
  read -r -a more <<<"${SLANT_CMAKE_ARGS:-}"
  [ $# -eq 0 ] || targets=(--target "$@")
  step "configure ($preset)" "$preset-configure.log" \
    cmake --preset "$preset" "${more[@]+"${more[@]}"}" || return
  step "build ($preset)" "$preset-build.log" \
    cmake --build --preset "$preset" -j "$(build_jobs)" "${targets[@]+"${targets[@]}"}"
}

# C++ sources of the project, also new ones that git does not know yet, NUL-separated.
list_sources() {
  git ls-files -z --cached --others --exclude-standard -- '*.h' '*.cpp' |
    while IFS= read -r -d '' file; do
      if [ -f "$file" ]; then printf '%s\0' "$file"; fi
    done
}
