// SPDX-License-Identifier: Apache-2.0
#include "parameters/nearest_name.h"

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <numeric>

namespace rhoflow {

namespace {

bool same_letter(char a, char b) {
  return std::tolower(static_cast<unsigned char>(a)) == std::tolower(static_cast<unsigned char>(b));
}

/// Levenshtein distance, one row of the usual table at a time.
std::size_t edit_distance(const std::string &a, const std::string &b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t(0));
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t replaced = diagonal + (same_letter(a[i], b[j]) ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, diagonal + 1, row[j] + 1});
    }
  }
  return row.back();
}

/// Whether @p text ends with the words @p words.
bool ends_with_words(const std::string &text, const std::string &words) {
  return !words.empty() && text.size() > words.size() &&
         text[text.size() - words.size() - 1] == ' ' &&
         edit_distance(text.substr(text.size() - words.size()), words) == 0;
}

} // namespace

std::string nearest_name(const std::string &name, const std::vector<std::string> &names) {
  // The distance is quadratic in the lengths; no real name is longer than this.
  const std::string start = name.substr(0, 100);
  std::size_t smallest = start.size() / 2 + 1;
  std::string nearest;
  for (const std::string &candidate : names) {
    // Someone who writes the first word only has made one mistake, not one per letter.
    const bool is_start =
        !start.empty() && edit_distance(start, candidate.substr(0, start.size())) == 0;
    const bool is_word =
        is_start || ends_with_words(start, candidate) || ends_with_words(candidate, start);
    const std::size_t distance = is_word ? 1 : edit_distance(start, candidate);
    if (distance < smallest) {
      smallest = distance;
      nearest = candidate;
    }
  }
  return nearest;
}

} // namespace rhoflow
