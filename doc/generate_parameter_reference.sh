#!/bin/sh
# Prints the parameter reference as Markdown, from the program itself, so that it cannot go stale.
# Usage: generate_parameter_reference.sh PROGRAM
set -eu

program=${1:?usage: generate_parameter_reference.sh PROGRAM}
listing=$("$program" --print-parameters) # stops here if the program fails

cat <<'INTRODUCTION'
# Parameters

All run-time parameters with their defaults. This page is a valid parameter file: copy what you
want to change. Every parameter can also be set on the command line, for example
`--set 'Time/End time=2'`. An unknown name is an error.

INTRODUCTION
printf '```\n%s\n```\n' "$listing"
