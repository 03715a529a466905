// SPDX-License-Identifier: Apache-2.0
#include "parameters/parameter_file.h"
#include "base/text_file.h"
#include "parameters/nearest_name.h"
#include "parameters/parameter_listing.h"
#include "parameters/parameter_schema.h"
#include "parameters/parameter_syntax.h"
#include "rhoflow/base/errors.h"
#include "rhoflow/base/quoted_text.h"

#include <deal.II/base/exceptions.h>
#include <deal.II/base/parameter_handler.h>

#include <algorithm>
#include <map>
#include <sstream>

namespace rhoflow {

namespace {

using Section = std::vector<std::string>;

/// "A/B/Key"; without a key "A/B".
std::string full_name(const Section &section, const std::string &key = {}) {
  std::string name;
  for (const std::string &part : section)
    name += name.empty() ? part : '/' + part;
  if (!key.empty())
    name += name.empty() ? key : '/' + key;
  return name;
}

/// "; did you mean X?", or the remedy that always helps.
std::string suggestion(const std::string &name, const std::vector<std::string> &known) {
  const std::string nearest = nearest_name(name, known);
  return nearest.empty() ? "; --print-parameters lists all" : "; did you mean '" + nearest + "'?";
}

/// What a handler's action has to say, without the banner around it.
std::string essence(const std::exception &error) {
  std::string text = error.what();
  const std::string start = "Additional information:";
  if (const auto position = text.find(start); position != std::string::npos)
    text.erase(0, position + start.size());
  text.erase(std::min(text.find("Stacktrace:"), text.size()));
  text.erase(std::min(text.find("-----"), text.size()));
  return normalized_name(text); // joins the lines
}

bool starts_with(const Section &section, const Section &start) {
  return section.size() >= start.size() && std::equal(start.begin(), start.end(), section.begin());
}

} // namespace

ParameterFile::ParameterFile(const Declaration &declare)
    : handler_(std::make_unique<dealii::ParameterHandler>()) {
  // Variables take the six digits that deal.II keeps of a number's default while it is declared.
  declare(*handler_);
  declared_ = declared_parameters(*handler_);
}

ParameterFile::~ParameterFile() = default;

void ParameterFile::read(const std::string &path) {
  std::ifstream input = open_input_file(path);
  std::map<std::string, unsigned long> set_at;
  for (const ParameterStatement &statement : scan_parameters(input, path)) {
    const std::string place = path + ':' + std::to_string(statement.line);
    if (statement.key.empty()) {
      require_section(place, statement.section);
      continue;
    }
    const std::string name = full_name(statement.section, statement.key);
    const auto [earlier, is_first] = set_at.emplace(name, statement.line);
    if (!is_first)
      throw InputError(place + ": " + name + " = " + quoted_text(statement.value) +
                       ": is already set in line " + std::to_string(earlier->second) +
                       "; remove one of the two");
    set(place, statement.section, statement.key, statement.value);
    given_.insert(name);
  }
}

void ParameterFile::apply_setting(const std::string &setting) {
  if (!is_printable(setting))
    throw InputError("--set " + quoted_text(setting) + ": " + not_printable);
  const std::size_t equals = setting.find('=');
  const std::size_t slash = setting.substr(0, equals).rfind('/');
  if (equals == std::string::npos || slash == std::string::npos)
    throw InputError("--set " + quoted_text(setting) + ": write it as --set 'Section/Key=value'");
  Section section;
  std::istringstream parts(setting.substr(0, slash));
  for (std::string part; std::getline(parts, part, '/');)
    section.push_back(normalized_name(part));
  const std::string key = normalized_name(setting.substr(slash + 1, equals - slash - 1));
  const std::string value(trimmed_text(setting.substr(equals + 1)));
  const bool has_line_break = value.find_first_of("\n\r") != std::string::npos;
  // Such a value could not be written to a parameter file and read back.
  if (has_line_break || value.find('#') != std::string::npos ||
      (!value.empty() && value.back() == '\\'))
    throw InputError("--set: " + full_name(section, key) + " = " + quoted_text(value) +
                     ": a value may not contain '#' or line breaks, nor end in a backslash; "
                     "choose another");
  require_section("--set", section);
  set("--set", section, key, value);
  given_.insert(full_name(section, key));
}

void ParameterFile::require_section(const std::string &place, const Section &section) const {
  std::vector<std::string> known;
  for (const ParameterEntry &entry : declared_) {
    if (starts_with(entry.section, section))
      return;
    known.push_back(full_name(entry.section));
  }
  throw InputError(place + ": there is no section " + quoted_text(full_name(section)) +
                   suggestion(full_name(section), known));
}

const ParameterEntry &ParameterFile::find(const std::string &place, const Section &section,
                                          const std::string &key, const std::string &value) const {
  // A key may be misspelt or stand in the wrong section; the first is likelier.
  std::vector<std::string> same_section, elsewhere;
  for (const ParameterEntry &entry : declared_) {
    if (entry.section == section && entry.key == key)
      return entry;
    if (entry.section == section)
      same_section.push_back(entry.key);
    else if (entry.key == key)
      elsewhere.push_back(full_name(entry.section, entry.key));
  }
  const std::string start = place + ": " + full_name(section, key) + " = " + quoted_text(value) +
                            ": there is no such parameter";
  if (!elsewhere.empty())
    throw InputError(start + "; did you mean '" + elsewhere.front() + "'?");
  throw InputError(start + suggestion(key, same_section));
}

void ParameterFile::set(const std::string &place, const Section &section, const std::string &key,
                        const std::string &value) {
  const ParameterEntry &entry = find(place, section, key, value);
  for (const std::string &name : section)
    handler_->enter_subsection(name);
  std::string problem;
  try {
    handler_->set(key, value);
  } catch (const dealii::ParameterHandler::ExcValueDoesNotMatchPattern &) {
    problem = "must be " + admissible_values(entry.pattern) + "; change the value";
  } catch (const std::exception &error) { // from the action bound to the parameter
    problem = essence(error) + "; must be " + admissible_values(entry.pattern);
  }
  for (std::size_t i = 0; i < section.size(); ++i)
    handler_->leave_subsection();
  if (!problem.empty())
    throw InputError(place + ": " + full_name(section, key) + " = " + quoted_text(value) + ": " +
                     problem);
}

std::vector<ParameterEntry> ParameterFile::entries() const {
  // To ask deal.II for the list of all of them takes as long as to declare them.
  std::vector<ParameterEntry> present = declared_;
  for (ParameterEntry &entry : present)
    entry.value = handler_->get(entry.section, entry.key);
  return present;
}

std::vector<std::pair<std::string, std::string>> ParameterFile::values() const {
  std::vector<std::pair<std::string, std::string>> list;
  for (const ParameterEntry &entry : entries())
    list.emplace_back(full_name(entry.section, entry.key), entry.value);
  return list;
}

std::vector<std::pair<std::string, std::string>> ParameterFile::defaults() const {
  std::vector<std::pair<std::string, std::string>> list;
  for (const ParameterEntry &entry : declared_)
    list.emplace_back(full_name(entry.section, entry.key), entry.default_value);
  return list;
}

void ParameterFile::print(std::ostream &out) const {
  out << parameter_listing(entries(), true);
}

void ParameterFile::write(const std::string &path) const {
  write_atomically(path, parameter_listing(entries(), false), Durability::disk);
}

} // namespace rhoflow
