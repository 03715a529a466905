#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Makes the manual page and the bash completion of a command of what it says itself.
#
#   describe-command.sh PROGRAM FOLDER SOURCE VERSION [HELP2MAN]
#
# PROGRAM   path of the program; its name is that of the command
# FOLDER    gets man/man1/NAME.1 and bash-completion/completions/NAME
# SOURCE    folder of the sources; where --help names a path in it, the manual page names the one of
#           the same file in an installed tree
# HELP2MAN  the program help2man; without it there is no manual page
set -eu

program=$1
folder=$2
source=$3
version=$4
help2man=${5:-}
name=$(basename "$program")

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
# A build that is watched by the sanitizers may leak; argparse breaks lines by COLUMNS.
export ASAN_OPTIONS=detect_leaks=0 COLUMNS=100 PYTHONDONTWRITEBYTECODE=1
"$program" --help > "$scratch/help"

if [ -n "$help2man" ]; then
  # A usage of several lines becomes one, headings become those that help2man knows.
  awk -v source="$source/problems" '
    while_usage && /^ +/ { sub(/^ +/, " "); printf "%s", $0; next }
    while_usage { while_usage = 0; print "" }
    /^usage:/ { sub(/^usage/, "Usage"); while_usage = 1; printf "%s", $0; next }
    { at = index($0, source)
      if (at) $0 = substr($0, 1, at - 1) "PREFIX/share/rhoflow/problems" substr($0, at + length(source))
      sub(/^options:/, "Options:"); sub(/^(Positionals|positional arguments):/, "Arguments:")
      sub(/^  -h,--help/, "  -h, --help"); print }' "$scratch/help" > "$scratch/text"
  # Stands for the program, which takes long to start: help2man asks twice.
  printf '#!/bin/sh\ncat "%s"\n' "$scratch/text" > "$scratch/$name"
  chmod +x "$scratch/$name"
  summary=$(awk 'BEGIN { RS = "" } { sub(/\n?Usage:.*/, "") } $0 != "" { gsub(/\n/, " "); print; exit }' \
            "$scratch/text")
  set -- # what else help2man shall be told
  if ! grep -q '^Exit status' "$scratch/text"; then
    cat > "$scratch/sections" <<'END'
[EXIT STATUS]
0: done; 1: the run failed; 2: the input or the command line is wrong, and nothing was written.
END
    set -- --include "$scratch/sections"
  fi
  mkdir -p "$folder/man/man1"
  "$help2man" --no-info --name "$summary" --version-string "$name (Rhoflow) $version" --manual Rhoflow \
    "$@" --output "$folder/man/man1/$name.1" "$scratch/$name"
fi

# A line for each option: the values in braces among which it takes one, or -, then its names.
awk '/^ +-/ {
  sub(/^ +/, ""); sub(/   *[^ ].*/, "")
  values = "-"
  if (match($0, /\{[^}]*\}/)) values = substr($0, RSTART + 1, RLENGTH - 2)
  n = split($0, words, /[ ,]+/)
  for (i = 1; i <= n; ++i)
    if (words[i] ~ /^--?[a-zA-Z]/) values = values " " words[i]
  print values
}' "$scratch/help" > "$scratch/options"
parameters=
if grep -q -e ' --print-parameters$' "$scratch/options"; then
  # Section/Key of every parameter, a line each.
  parameters=$("$program" --print-parameters | sed -n \
    -e 's/^subsection \(.*\)/\1/;t keep' -e 's/^ *set \(.*[^ ]\) *= .*/\1/;t set' \
    -e 's/^ *set \(.*[^ ]\) *=$/\1/;t set' -e 'b' -e ':keep' -e 'h;b' -e ':set' \
    -e 'G;s|\(.*\)\n\(.*\)|\2/\1=|p')
fi

mkdir -p "$folder/bash-completion/completions"
{
  function=_$(printf %s "$name" | tr -c 'a-zA-Z0-9\n' _)_completion
  echo "# Completion of $name for bash, made of its --help. File names are what bash completes by itself."
  echo "$function() {"
  echo '  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}'
  echo '  COMPREPLY=()'
  if [ -n "$parameters" ]; then
    cat <<'END'
  if [[ $before == --set ]]; then
    # Most names hold a space: it is escaped, unless the word begins with a quote.
    local start=${word#[\'\"]} name
    start=${start//\\/}
    compopt -o nospace
    while IFS= read -r name; do
      [[ $name == "$start"* ]] || continue
      [[ $word == [\'\"]* ]] && COMPREPLY+=("$name") || COMPREPLY+=("${name// /\\ }")
    done <<'NAMES'
END
    printf '%s\nNAMES\n    return\n  fi\n' "$parameters"
  fi
  awk '$1 != "-" {
    gsub(/,/, " ", $1)
    print "  [[ $before == " $NF " ]] && COMPREPLY=($(compgen -W \"" $1 "\" -- \"$word\"))"
  }' "$scratch/options"
  words=$(cut -d ' ' -f 2- "$scratch/options" | tr '\n' ' ' | sed 's/ $//')
  echo "  [[ \$word == -* ]] && COMPREPLY=(\$(compgen -W \"$words\" -- \"\$word\"))"
  echo '}'
  echo "complete -o default -F $function $name"
} > "$folder/bash-completion/completions/$name"
