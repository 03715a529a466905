#include "data/csv_reader.h"
#include "base/errors.h"
#include "base/quoted_text.h"
#include "base/text_file.h"

#include <charconv>
#include <cmath>
#include <fstream>
#include <string_view>

namespace rhoflow {

namespace {

// A number of 17 digits needs 25 characters; a longer line means that the file is something else.
constexpr std::streamsize longest_line = 1 << 16;
constexpr std::size_t most_samples = 10000000;
constexpr const char *header_remedy = "the first line has to be x0,y or x0,x1,y and so on";

/// Reads the lines of a file and says where an error is.
class LineReader {
public:
  explicit LineReader(const std::string &path)
      : path_(path), input_(open_input_file(path)), buffer_(longest_line + 2, '\0') {}

  /// Moves to the next line; false at the end of the file.
  bool next() {
    if (input_.eof())
      return false;
    input_.getline(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
    const auto count = static_cast<std::size_t>(input_.gcount());
    ++line_;
    if (input_.fail()) {
      if (count > 0)
        fail("the line is longer than " + std::to_string(longest_line) +
             " characters; write one sample a line");
      if (!input_.eof())
        throw InputError(path_ + ": cannot be read; check that it is a text file");
      return false;
    }
    // The count includes the line break, which the last line may lack.
    text_ = trimmed_text(std::string_view(buffer_.data(), input_.eof() ? count : count - 1));
    return true;
  }

  std::string_view text() const { return text_; }

  [[noreturn]] void fail(const std::string &message) const {
    throw InputError(path_ + ':' + std::to_string(line_) + ": " + message);
  }

  [[noreturn]] void fail_as_a_whole(const std::string &message) const {
    throw InputError(path_ + ": " + message);
  }

private:
  const std::string &path_;
  std::ifstream input_;
  std::string buffer_;
  std::string_view text_;
  unsigned long line_ = 0;
};

/// Splits @p text at its commas into entries without blanks around them.
void split(const std::string_view text, std::vector<std::string_view> &entries) {
  entries.clear();
  std::size_t start = 0;
  for (std::size_t comma; (comma = text.find(',', start)) != std::string_view::npos;
       start = comma + 1)
    entries.push_back(trimmed_text(text.substr(start, comma - start)));
  entries.push_back(trimmed_text(text.substr(start)));
}

/// The number of inputs that the header @p columns announces.
unsigned int dimension_of_header(const LineReader &reader,
                                 const std::vector<std::string_view> &columns) {
  const bool named_in_order = [&columns] {
    for (std::size_t k = 0; k + 1 < columns.size(); ++k)
      if (columns[k] != "x" + std::to_string(k))
        return false;
    return columns.back() == "y" && columns.size() > 1;
  }();
  if (!named_in_order)
    reader.fail(quoted_text(reader.text()) + " is not the header; " + header_remedy);
  if (columns.size() - 1 > most_inputs)
    reader.fail(quoted_text(reader.text()) + ": " + std::to_string(columns.size() - 1) +
                " inputs are too many; give at most " + std::to_string(most_inputs));
  return static_cast<unsigned int>(columns.size() - 1);
}

/// The finite number that @p entry spells, in the column @p column (from 0).
double number(const LineReader &reader, const std::string_view entry, const std::size_t column) {
  // std::from_chars() knows no plus sign, but programs write them.
  const std::string_view digits =
      entry.size() > 1 && entry[0] == '+' && entry[1] != '-' ? entry.substr(1) : entry;
  double value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  const auto fail = [&](const std::string &problem) {
    reader.fail("column " + std::to_string(column + 1) + ", " + quoted_text(entry) + ": " +
                problem + "; correct or remove the line");
  };
  if (error == std::errc::result_out_of_range)
    fail("too large or too small for a double");
  if (error != std::errc() || end != digits.data() + digits.size())
    fail("this is not a number");
  if (!std::isfinite(value))
    fail("this is not a finite number");
  return value;
}

} // namespace

DataSet read_csv(const std::string &path) {
  LineReader reader(path);
  if (!reader.next())
    reader.fail_as_a_whole(std::string("the file is empty; ") + header_remedy);
  if (reader.text().substr(0, 3) == "\xef\xbb\xbf")
    reader.fail("the file starts with a byte order mark; save it as UTF-8 without one");

  std::vector<std::string_view> entries;
  split(reader.text(), entries);
  DataSet data;
  data.dimension = dimension_of_header(reader, entries);
  const std::size_t columns = data.dimension + 1;

  bool ended = false; // by an empty line
  while (reader.next()) {
    if (reader.text().empty()) {
      ended = true;
      continue;
    }
    if (ended)
      reader.fail("samples after an empty line; remove the empty line");
    split(reader.text(), entries);
    if (entries.front() == "x0")
      reader.fail("the header stands here again; remove the line");
    if (entries.size() != columns)
      reader.fail(quoted_text(reader.text()) + ": " + std::to_string(entries.size()) +
                  (entries.size() == 1 ? " entry" : " entries") + " where the header has " +
                  std::to_string(columns) + "; correct or remove the line");
    if (data.size() == most_samples)
      reader.fail("more than " + std::to_string(most_samples) + " samples; give fewer");
    for (std::size_t k = 0; k < columns; ++k)
      (k < data.dimension ? data.inputs : data.labels).push_back(number(reader, entries[k], k));
  }
  if (data.size() == 0)
    reader.fail_as_a_whole("there is no sample after the header; add one a line");
  return data;
}

} // namespace rhoflow
