// SPDX-License-Identifier: Apache-2.0
#include "study/sweep_axis.h"

#include "parameters/parameter_syntax.h"
#include "rhoflow/base/errors.h"
#include "rhoflow/base/quoted_text.h"

#include <algorithm>
#include <cctype>
#include <set>

namespace rhoflow {

namespace {

/// Reads the values behind the equals sign of an option.
class ValueScanner {
public:
  /// @param option for messages
  ValueScanner(std::string_view values, const std::string &option)
      : rest_(values), option_(option) {}

  std::vector<std::string> scan() {
    std::vector<std::string> values{value()};
    while (!rest_.empty()) {
      rest_.remove_prefix(1); // the comma
      values.push_back(value());
    }
    return values;
  }

private:
  [[noreturn]] void fail(const std::string &problem) const {
    throw InputError("--sweep " + quoted_text(option_) + ": " + problem);
  }

  /// Up to the next comma, or to the end.
  std::string value() {
    rest_ = rest_.substr(std::min(rest_.find_first_not_of(" \t"), rest_.size()));
    if (!rest_.empty() && rest_.front() == '"')
      return quoted_value();
    const std::size_t comma = std::min(rest_.find(','), rest_.size());
    const std::string text(trimmed_text(rest_.substr(0, comma)));
    if (text.empty())
      fail("a value is empty; remove a comma, or write \"\" for an empty value");
    rest_.remove_prefix(comma);
    return text;
  }

  std::string quoted_value() {
    std::string text;
    for (rest_.remove_prefix(1);; rest_.remove_prefix(1)) {
      if (rest_.empty())
        fail("a double quote is not closed; add the closing one");
      if (rest_.front() == '"') {
        rest_.remove_prefix(1);
        if (rest_.empty() || rest_.front() != '"')
          break;
      }
      text += rest_.front();
    }
    rest_ = rest_.substr(std::min(rest_.find_first_not_of(" \t"), rest_.size()));
    if (!rest_.empty() && rest_.front() != ',')
      fail("a comma has to follow a closing double quote; put the whole value in quotes");
    return std::string(trimmed_text(text));
  }

  std::string_view rest_;
  const std::string &option_;
};

/// The part of @p key behind its last slash.
std::string last_part(const std::string &key) {
  return key.substr(key.rfind('/') + 1);
}

/// @p text as a part of the name of a folder.
std::string folder_part(const std::string &text) {
  constexpr std::size_t longest = 40;
  std::string part;
  for (const char c : text)
    if (std::isalnum(static_cast<unsigned char>(c)) || c == '.' || c == '+' || c == '-')
      part += c;
    else if (!part.empty() && part.back() != '_')
      part += '_';
  part = part.substr(0, longest);
  while (!part.empty() && part.back() == '_')
    part.pop_back();
  return part.empty() ? "empty" : part;
}

std::string lower_case(std::string text) {
  for (char &c : text)
    c = char(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

} // namespace

SweepAxis parse_sweep_axis(const std::string &text) {
  if (!is_printable(text))
    throw InputError("--sweep " + quoted_text(text) + ": " + not_printable);
  const std::size_t equals = text.find('=');
  const std::size_t slash = text.substr(0, equals).rfind('/');
  if (equals == std::string::npos || slash == std::string::npos)
    throw InputError("--sweep " + quoted_text(text) +
                     ": write it as --sweep 'Section/Key=value,...'");
  SweepAxis axis{normalized_name(text.substr(0, slash)) + '/' +
                     normalized_name(text.substr(slash + 1, equals - slash - 1)),
                 ValueScanner(std::string_view(text).substr(equals + 1), text).scan()};
  std::set<std::string> seen;
  for (const std::string &value : axis.values)
    if (!seen.insert(value).second)
      throw InputError("--sweep: " + axis.key + " = " + quoted_text(value) +
                       ": this value is given twice; remove one of the two");
  return axis;
}

std::vector<std::vector<std::string>> sweep_combinations(const std::vector<SweepAxis> &axes) {
  std::vector<std::vector<std::string>> combinations{{}};
  for (const SweepAxis &axis : axes) {
    std::vector<std::vector<std::string>> longer;
    for (const std::vector<std::string> &start : combinations)
      for (const std::string &value : axis.values) {
        longer.push_back(start);
        longer.back().push_back(value);
      }
    combinations = std::move(longer);
  }
  return combinations;
}

std::vector<std::string>
sweep_run_names(const std::vector<SweepAxis> &axes,
                const std::vector<std::vector<std::string>> &combinations) {
  std::vector<std::string> keys;
  for (const SweepAxis &axis : axes) {
    const auto ends_alike = [&](const SweepAxis &other) {
      return last_part(other.key) == last_part(axis.key);
    };
    const bool unique = std::count_if(axes.begin(), axes.end(), ends_alike) == 1;
    keys.push_back(lower_case(folder_part(unique ? last_part(axis.key) : axis.key)));
  }
  std::vector<std::string> names;
  std::set<std::string> taken;
  for (const std::vector<std::string> &values : combinations) {
    std::string name;
    for (std::size_t k = 0; k < keys.size(); ++k)
      name += (k == 0 ? "" : "_") + keys[k] + '_' + folder_part(values[k]);
    std::string free = name;
    for (int number = 2; !taken.insert(free).second; ++number)
      free = name + "_no" + std::to_string(number);
    names.push_back(free);
  }
  return names;
}

} // namespace rhoflow
