// SPDX-License-Identifier: Apache-2.0
#include "csv/csv_writer.h"

#include "rhoflow/base/precondition.h"

#include <limits>
#include <locale>

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
    : file_(std::in_place, path, mode), n_columns_(names.size()) {
  if (mode == TextFile::Mode::replace)
    write_names(names);
}

CsvWriter::CsvWriter(std::ostream &stream, const std::vector<std::string> &names)
    : other_(&stream), n_columns_(names.size()) {
  stream.imbue(std::locale::classic());
  stream.precision(std::numeric_limits<double>::max_digits10);
  write_names(names);
}

void CsvWriter::write_names(const std::vector<std::string> &names) {
  for (const std::string &name : names)
    add(name);
  end_row();
}

void CsvWriter::flush() {
  if (file_)
    file_->flush();
}

void CsvWriter::close() {
  if (file_)
    file_->close();
}

void CsvWriter::separate() {
  if (n_entries_++ > 0)
    stream() << ',';
}

CsvWriter &CsvWriter::add(double number) {
  separate();
  stream() << number;
  return *this;
}

CsvWriter &CsvWriter::add(const std::string &text) {
  if (text.find_first_of(",\"\r\n") != std::string::npos)
    return add_quoted(text);
  separate();
  stream() << text;
  return *this;
}

CsvWriter &CsvWriter::add_quoted(const std::string &text) {
  separate();
  stream() << in_quotes(text);
  return *this;
}

void CsvWriter::end_row() {
  RHOFLOW_PRECONDITION(n_entries_ == n_columns_, "an entry for each name");
  n_entries_ = 0;
  stream() << '\n';
}

void CsvWriter::add_row(const std::vector<double> &numbers) {
  for (const double number : numbers)
    add(number);
  end_row();
}

} // namespace rhoflow
