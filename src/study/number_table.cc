#include "rhoflow/study/number_table.h"

#include "rhoflow/base/exit_status.h"

#include <cstdlib>
#include <fstream>
#include <sstream>

namespace rhoflow {

namespace {

std::vector<std::string> fields_of(const std::string &line) {
  std::vector<std::string> fields;
  std::istringstream stream(line);
  for (std::string field; std::getline(stream, field, ',');)
    fields.push_back(field);
  return fields;
}

} // namespace

NumberTable::NumberTable(const std::string &path) : path_(path) {
  std::ifstream file(path);
  std::string line;
  if (!std::getline(file, line))
    throw RunError(path + ": cannot be read or is empty; remove the folder and start again");
  const std::vector<std::string> names = fields_of(line);
  for (const std::string &name : names)
    columns_[name];
  while (std::getline(file, line)) {
    const std::vector<std::string> fields = fields_of(line);
    const std::string place = path + ':' + std::to_string(n_rows_ + 2);
    if (fields.size() != names.size())
      throw RunError(place + ": " + std::to_string(fields.size()) + " entries instead of " +
                     std::to_string(names.size()));
    for (std::size_t k = 0; k < names.size(); ++k) {
      char *end = nullptr;
      columns_[names[k]].push_back(std::strtod(fields[k].c_str(), &end));
      if (fields[k].empty() || *end != '\0')
        throw RunError(place + ": " + names[k] + " = '" + fields[k] + "' is not a number");
    }
    ++n_rows_;
  }
}

const std::vector<double> &NumberTable::column(const std::string &name) const {
  const auto found = columns_.find(name);
  if (found == columns_.end())
    throw RunError(path_ + ": there is no column '" + name + "'");
  return found->second;
}

double NumberTable::last(const std::string &name) const {
  const std::vector<double> &values = column(name);
  if (values.empty())
    throw RunError(path_ + ": there is no line but the first");
  return values.back();
}

} // namespace rhoflow
