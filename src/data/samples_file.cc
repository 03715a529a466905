#include "data/samples_file.h"

#include "csv/csv_reader.h"
#include "rhoflow/base/errors.h"

#include <cmath>

namespace rhoflow {

namespace {

constexpr std::size_t most_samples = 10000000;
constexpr const char *header_remedy = "the first line has to be x0,y or x0,x1,y and so on";

/// The number of inputs that the names of the columns announce.
unsigned int dimension_of_header(const CsvReader &reader) {
  const std::vector<std::string> &names = reader.names();
  const auto dimension = static_cast<unsigned int>(names.size() - 1);
  std::vector<std::string> expected = input_names(dimension);
  expected.emplace_back("y");
  if (dimension == 0 || names != expected)
    reader.fail(reader.quoted_line() + " is not the header; " + header_remedy);
  if (dimension > DataSet::most_inputs)
    reader.fail(reader.quoted_line() + ": " + std::to_string(dimension) +
                " inputs are too many; give at most " + std::to_string(DataSet::most_inputs));
  return dimension;
}

double finite_number(const CsvReader &reader, std::size_t column) {
  const double value = reader.number(column);
  if (!std::isfinite(value))
    reader.fail(column, "this is not a finite number");
  return value;
}

} // namespace

DataSet read_samples(const std::string &path) {
  CsvReader reader(path, header_remedy);
  DataSet data;
  data.dimension = dimension_of_header(reader);
  while (reader.next()) {
    if (data.size() == most_samples)
      reader.fail("more than " + std::to_string(most_samples) + " samples; give fewer");
    for (unsigned int k = 0; k < data.dimension; ++k)
      data.inputs.push_back(finite_number(reader, k));
    data.labels.push_back(finite_number(reader, data.dimension));
  }
  if (data.size() == 0)
    throw InputError(path + ": there is no sample after the header; add one a line");
  return data;
}

} // namespace rhoflow
