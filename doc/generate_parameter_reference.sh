#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Prints the parameter reference as Markdown, from the program itself, so that it cannot go stale.
# Every parameter is a heading "Section/Key" and can be linked to.
# Usage: generate_parameter_reference.sh PROGRAM
set -eu

program=${1:?usage: generate_parameter_reference.sh PROGRAM}
listing=$("$program" --print-parameters) # stops here if the program fails

cat <<'INTRODUCTION'
# Parameters

All run-time parameters with meaning, admissible values and default. In a parameter file a key stands within its
section,

```
subsection Time
  set End time = 2
end
```

and on the command line it is named with the section: `--set 'Time/End time=2'`. An unknown name is an error.
`build/rhoflow --print-parameters` prints this reference as a valid parameter file.
INTRODUCTION

printf '%s\n' "$listing" | awk '
  # What Markdown would take for markup.
  function plain(text) {
    gsub(/[*<`\\]/, "\\\\&", text)
    sub(/^[-+#=>]+( |$)/, "\\\\&", text)
    return text
  }
  /^subsection / { section = substr($0, 12); print "\n## " section; next }
  /^  # Admissible: / { inside = "admissible"; admissible = substr($0, 17); next }
  /^  # / {
    if (inside == "admissible") admissible = admissible " " substr($0, 5)
    else meaning = meaning plain(substr($0, 5)) "\n"
    next
  }
  /^  set / {
    position = index($0, " =")
    value = substr($0, position + 3)
    print "\n### " section "/" substr($0, 7, position - 7) "\n\n" meaning
    print "- Admissible: " plain(admissible)
    print "- Default: " (value == "" ? "empty" : "`" value "`")
    meaning = admissible = inside = ""
  }'
