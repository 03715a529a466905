// SPDX-License-Identifier: Apache-2.0
#include "study/run_table.h"

#include "rhoflow/base/errors.h"

namespace rhoflow {

namespace {

/// What the study's own runs have written is no input of the user.
template <typename Action>
auto as_run_error(const Action &action) {
  try {
    return action();
  } catch (const InputError &error) {
    throw RunError(std::string(error.what()) + "; remove the folder and start again");
  }
}

} // namespace

RunTable::RunTable(const std::string &path)
    : path_(path), table_(as_run_error([&] { return read_number_table(path); })) {}

std::vector<double> RunTable::column(const std::string &name) const {
  return as_run_error([&] { return table_.column(path_, name); });
}

double RunTable::last(const std::string &name) const {
  const std::vector<double> values = column(name);
  if (values.empty())
    throw RunError(path_ + ": there is no line but the first");
  return values.back();
}

} // namespace rhoflow
