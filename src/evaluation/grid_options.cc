// SPDX-License-Identifier: Apache-2.0
#include "evaluation/grid_options.h"

#include "rhoflow/base/errors.h"
#include "rhoflow/base/quoted_text.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

namespace rhoflow {

namespace {

std::vector<std::string> parts_of(const std::string &text, char separator) {
  std::vector<std::string> parts;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(separator, begin), text.size());
    parts.emplace_back(trimmed_text(std::string_view(text).substr(begin, end - begin)));
    begin = end + 1;
  }
  return parts;
}

[[noreturn]] void refuse_list(const std::string &option, const std::string &text,
                              const std::string &problem) {
  throw InputError(option + " = " + quoted_text(text) + ": " + problem);
}

double finite_number(const std::string &option, const std::string &text, const std::string &part) {
  double value = 0.;
  const char *end = part.data() + part.size();
  const auto [stop, error] = std::from_chars(part.data(), end, value);
  if (error != std::errc() || stop != end || !std::isfinite(value))
    refuse_list(option, text, quoted_text(part) + " is not a finite number");
  return value;
}

unsigned int place_of(const std::string &option, const std::string &text, const std::string &name,
                      const std::vector<std::string> &weights) {
  const auto plain = [](std::string word) {
    word.erase(std::remove(word.begin(), word.end(), '_'), word.end());
    return word;
  };
  std::string known;
  for (unsigned int k = 0; k < weights.size(); ++k) {
    if (plain(weights[k]) == plain(name))
      return k;
    known += (k > 0 ? ", " : "") + weights[k];
  }
  refuse_list(option, text,
              quoted_text(name) + " is no weight of this density; choose from " + known);
}

/// Numbers and texts of "NAME=TEXT,...". @param form of an entry, for the message
std::vector<std::pair<unsigned int, std::string>>
named_texts(const std::string &option, const std::string &text, const std::string &form,
            const std::vector<std::string> &weights) {
  std::vector<std::pair<unsigned int, std::string>> found;
  if (text.empty())
    return found;
  for (const std::string &part : parts_of(text, ',')) {
    const std::vector<std::string> sides = parts_of(part, '=');
    if (sides.size() != 2)
      refuse_list(option, text, "write entries " + form + " with commas between them");
    const unsigned int place = place_of(option, text, sides[0], weights);
    for (const auto &other : found)
      if (other.first == place)
        refuse_list(option, text, "a weight is named twice");
    found.emplace_back(place, sides[1]);
  }
  return found;
}

} // namespace

std::vector<unsigned int> named_weights(const std::string &option, const std::string &text,
                                        const std::vector<std::string> &weights, std::size_t least,
                                        std::size_t most) {
  const std::vector<std::string> names = parts_of(text, ',');
  if (names.size() < least || names.size() > most) {
    const std::string range = least == most ? std::to_string(most)
                                            : std::to_string(least) + " or " + std::to_string(most);
    refuse_list(option, text, "name " + range + " weights with commas between them");
  }
  std::vector<unsigned int> places;
  for (const std::string &name : names) {
    places.push_back(place_of(option, text, name, weights));
    if (std::count(places.begin(), places.end(), places.back()) > 1)
      refuse_list(option, text, "a weight is named twice");
  }
  return places;
}

std::vector<std::optional<double>> named_values(const std::string &option, const std::string &text,
                                                const std::vector<std::string> &weights) {
  std::vector<std::optional<double>> values(weights.size());
  for (const auto &[place, value] : named_texts(option, text, "NAME=VALUE", weights))
    values[place] = finite_number(option, text, value);
  return values;
}

std::vector<std::optional<std::array<double, 2>>>
named_ranges(const std::string &option, const std::string &text,
             const std::vector<std::string> &weights) {
  std::vector<std::optional<std::array<double, 2>>> ranges(weights.size());
  for (const auto &[place, range] : named_texts(option, text, "NAME=LOW:HIGH", weights)) {
    const std::vector<std::string> ends = parts_of(range, ':');
    if (ends.size() != 2)
      refuse_list(option, text, "write entries NAME=LOW:HIGH with commas between them");
    ranges[place] = {finite_number(option, text, ends[0]), finite_number(option, text, ends[1])};
    if (!((*ranges[place])[0] < (*ranges[place])[1]))
      refuse_list(option, text, "a range begins below its end");
  }
  return ranges;
}

std::vector<double> listed_numbers(const std::string &option, const std::string &text) {
  std::vector<double> numbers;
  for (const std::string &part : parts_of(text, ','))
    numbers.push_back(finite_number(option, text, part));
  return numbers;
}

} // namespace rhoflow
