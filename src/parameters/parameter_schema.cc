// SPDX-License-Identifier: Apache-2.0
#include "parameters/parameter_schema.h"
#include "rhoflow/base/quoted_text.h"

#include <deal.II/base/parameter_handler.h>

#include <nlohmann/json.hpp>

#include <regex>
#include <sstream>

namespace rhoflow {

namespace {

using Json = nlohmann::ordered_json;

void collect(const Json &node, std::vector<std::string> &section,
             std::vector<ParameterEntry> &entries) {
  for (const auto &[name, child] : node.items()) {
    // deal.II writes a declared parameter as an object with these strings.
    if (child.contains("pattern_description") && child["pattern_description"].is_string())
      entries.push_back({section, name, child["value"].get<std::string>(),
                         child["default_value"].get<std::string>(),
                         child["documentation"].get<std::string>(),
                         child["pattern_description"].get<std::string>()});
    else if (child.is_object()) {
      section.push_back(name);
      collect(child, section, entries);
      section.pop_back();
    }
  }
}

/// "a number from 0 to 10", "a number of at least 0", "a number"
std::string range(const std::string &noun, const std::string &smallest,
                  const std::string &largest) {
  const bool bounded_below = smallest != "-MAX_DOUBLE" && smallest != "-2147483648";
  const bool bounded_above = largest != "MAX_DOUBLE";
  if (bounded_below && bounded_above)
    return noun + " from " + smallest + " to " + largest;
  if (bounded_below)
    return noun + " of at least " + smallest;
  if (bounded_above)
    return noun + " of at most " + largest;
  return noun;
}

} // namespace

std::vector<ParameterEntry> declared_parameters(const dealii::ParameterHandler &handler) {
  using Handler = dealii::ParameterHandler;
  std::stringstream text;
  handler.print_parameters(text,
                           Handler::OutputStyle(Handler::JSON | Handler::KeepDeclarationOrder));
  std::vector<ParameterEntry> entries;
  std::vector<std::string> section;
  collect(Json::parse(text), section, entries);
  return entries;
}

std::string admissible_values(const std::string &pattern_description) {
  static const std::regex number(R"(\[(Double|Integer range) (\S+?)\.\.\.(\S+) \(inclusive\)\])");
  static const std::regex selection(R"(\[(Selection|MultipleSelection) (.*)\])");
  static const std::regex list(R"(\[List of <(.*)> of length.*\])");
  static const std::regex zero_or(R"(0 or (\[.*\]))");
  static const std::regex bar(R"(\s*\|\s*)");
  std::smatch match;
  if (std::regex_match(pattern_description, match, number))
    return range(match[1] == "Double" ? "a number" : "an integer", match[2], match[3]);
  if (std::regex_match(pattern_description, match, selection)) {
    const std::string choices(trimmed_text(match[2].str()));
    return (match[1] == "Selection" ? "one of " : "a comma-separated list out of ") +
           std::regex_replace(choices, bar, ", ");
  }
  if (std::regex_match(pattern_description, match, list))
    return "a comma-separated list, each entry " + admissible_values(match[1].str());
  if (std::regex_match(pattern_description, match, zero_or))
    return "0 or " + admissible_values(match[1].str());
  if (pattern_description == "[Integer]")
    return "an integer";
  if (pattern_description == "[Double]")
    return "a number";
  if (pattern_description == "[Bool]")
    return "true or false";
  if (pattern_description.find("[FileName") == 0)
    return "a file name";
  if (pattern_description.find("[DirectoryName") == 0)
    return "a folder name";
  if (pattern_description == "[Anything]")
    return "any text";
  return pattern_description;
}

} // namespace rhoflow
