// SPDX-License-Identifier: Apache-2.0
#include "base/line_reader.h"
#include "rhoflow/base/errors.h"

#include <utility>

namespace rhoflow {

LineReader::LineReader(std::istream &input, const std::string &path, std::string remedy)
    : input_(input), path_(path), remedy_(std::move(remedy)), buffer_(longest_line + 2, '\0') {}

bool LineReader::next() {
  if (input_.eof())
    return false;
  input_.getline(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
  const auto count = static_cast<std::size_t>(input_.gcount());
  ++line_;
  if (input_.fail()) {
    if (count > 0 && !input_.bad())
      fail("the line is longer than " + std::to_string(longest_line) + " characters; " + remedy_);
    if (!input_.eof())
      throw InputError(path_ + ": cannot be read; check that it is a text file");
    return false;
  }
  // The count includes the line break, which the last line may lack.
  text_ = std::string_view(buffer_.data(), input_.eof() ? count : count - 1);
  if (line_ == 1) {
    if (text_.substr(0, 2) == "\xff\xfe" || text_.substr(0, 2) == "\xfe\xff")
      fail("the file is UTF-16; save it as UTF-8");
    // Some editors mark UTF-8 with a character that is not seen.
    if (text_.substr(0, 3) == "\xef\xbb\xbf")
      text_.remove_prefix(3);
  }
  if (!text_.empty() && text_.back() == '\r')
    text_.remove_suffix(1);
  return true;
}

void LineReader::fail(unsigned long line, const std::string &problem) const {
  throw InputError(path_ + ':' + std::to_string(line) + ": " + problem);
}

} // namespace rhoflow
