// SPDX-License-Identifier: Apache-2.0
#include "parameters/parameter_listing.h"

#include <algorithm>
#include <sstream>

namespace rhoflow {

namespace {

constexpr std::size_t text_width = 96;

/// Appends @p text as comment lines, broken between words.
void append_comment(std::string &listing, const std::string &indent, const std::string &text) {
  std::istringstream words(text);
  std::string line = indent + '#';
  for (std::string word; words >> word;) {
    if (line.size() + 1 + word.size() > text_width && line.size() > indent.size() + 1) {
      listing += line + '\n';
      line = indent + '#';
    }
    line += ' ' + word;
  }
  if (line.size() > indent.size() + 1)
    listing += line + '\n';
}

/// Closes and opens subsections to get from @p open to @p section.
void change_section(std::string &listing, std::vector<std::string> &open,
                    const std::vector<std::string> &section) {
  std::size_t common = 0;
  while (common < std::min(open.size(), section.size()) && open[common] == section[common])
    ++common;
  while (open.size() > common) {
    open.pop_back();
    listing += std::string(2 * open.size(), ' ') + "end\n";
    if (open.empty())
      listing += '\n';
  }
  for (; common < section.size(); ++common) {
    listing += std::string(2 * open.size(), ' ') + "subsection " + section[common] + '\n';
    open.push_back(section[common]);
  }
}

} // namespace

std::string parameter_listing(const std::vector<ParameterEntry> &entries, bool documented) {
  std::string listing;
  std::vector<std::string> open;
  for (const ParameterEntry &entry : entries) {
    const bool continues_section = entry.section == open && !listing.empty();
    change_section(listing, open, entry.section);
    const std::string indent(2 * open.size(), ' ');
    if (documented) {
      if (continues_section)
        listing += '\n';
      append_comment(listing, indent, entry.documentation);
      append_comment(listing, indent, "Admissible: " + admissible_values(entry.pattern) + '.');
      if (entry.value != entry.default_value)
        append_comment(listing, indent, "Default: " + entry.default_value);
    }
    listing += indent + "set " + entry.key + " =";
    if (!entry.value.empty())
      listing += ' ' + entry.value;
    listing += '\n';
  }
  change_section(listing, open, {});
  while (listing.size() > 1 && listing[listing.size() - 2] == '\n')
    listing.pop_back();
  return listing;
}

} // namespace rhoflow
