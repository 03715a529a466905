// SPDX-License-Identifier: Apache-2.0
#include "csv/csv_writer.h"

#include "rhoflow/base/precondition.h"

namespace rhoflow {

namespace {

std::string in_quotes(const std::string &text) {
  std::string result = "\"";
  for (const char character : text) {
    if (character == '"')
      result += '"';
    result += character;
  }
  return result + '"';
}

} // namespace

CsvWriter::CsvWriter(const std::string &path, const std::vector<std::string> &names,
                     TextFile::Mode mode)
    : file_(path, mode), n_columns_(names.size()) {
  if (mode == TextFile::Mode::append)
    return;
  for (const std::string &name : names)
    add(name);
  end_row();
}

void CsvWriter::separate() {
  if (n_entries_++ > 0)
    file_.stream() << ',';
}

CsvWriter &CsvWriter::add(double number) {
  separate();
  file_.stream() << number;
  return *this;
}

CsvWriter &CsvWriter::add(const std::string &text) {
  if (text.find_first_of(",\"\r\n") != std::string::npos)
    return add_quoted(text);
  separate();
  file_.stream() << text;
  return *this;
}

CsvWriter &CsvWriter::add_quoted(const std::string &text) {
  separate();
  file_.stream() << in_quotes(text);
  return *this;
}

void CsvWriter::end_row() {
  RHOFLOW_PRECONDITION(n_entries_ == n_columns_, "an entry for each name");
  n_entries_ = 0;
  file_.stream() << '\n';
}

void CsvWriter::add_row(const std::vector<double> &numbers) {
  for (const double number : numbers)
    add(number);
  end_row();
}

} // namespace rhoflow
