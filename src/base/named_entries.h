// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/base/errors.h"
#include "rhoflow/base/quoted_text.h"

#include <string>
#include <vector>

namespace rhoflow {

/// All names of a registry, a list of entries with a member `name`, with @p separator between them.
template <typename Entry>
std::string entry_names(const std::vector<Entry> &entries, const std::string &separator) {
  std::string list;
  for (const Entry &entry : entries)
    list += (list.empty() ? "" : separator) + entry.name;
  return list;
}

/// What the entries of a registry are, from their members `name` and `summary`, for the
/// documentation of a parameter.
template <typename Entry>
std::string entry_summaries(const std::vector<Entry> &entries, const std::string &separator) {
  std::string list;
  for (const Entry &entry : entries)
    list += (list.empty() ? "" : separator) + entry.name + ": " + entry.summary;
  return list;
}

/// The entry called @p name. @throws InputError if there is none, naming @p key, which is where the
/// name stands, the name itself, and all that are possible
template <typename Entry>
const Entry &entry_named(const std::vector<Entry> &entries, const std::string &name,
                         const std::string &key) {
  for (const Entry &entry : entries)
    if (entry.name == name)
      return entry;
  throw InputError(key + " = " + quoted_text(name) + ": must be one of " +
                   entry_names(entries, ", "));
}

} // namespace rhoflow
