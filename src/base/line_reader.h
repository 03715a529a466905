// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <istream>
#include <string>
#include <string_view>

namespace rhoflow {

/// Reads a text line by line and says where an error is. Line ends may be those of any system, and
/// the last one may be missing.
class LineReader {
public:
  /// The longest line that is read. Without a limit a device such as /dev/zero would fill the
  /// memory.
  static constexpr std::streamsize longest_line = 1 << 16;

  /// @param input  the text, and @p path its name in messages; both have to outlive this object
  /// @param remedy for a line that is too long, "check that this is a parameter file"
  LineReader(std::istream &input, const std::string &path, std::string remedy);

  /// Moves to the next line; false at the end. @throws InputError if it is too long or cannot be
  /// read
  bool next();

  /// The present line without its end; valid until next() is called again.
  std::string_view text() const { return text_; }
  /// Its number, counted from 1.
  unsigned long line() const { return line_; }

  /// Throws InputError "FILE:LINE: PROBLEM", for the present line or another one.
  [[noreturn]] void fail(const std::string &problem) const { fail(line_, problem); }
  [[noreturn]] void fail(unsigned long line, const std::string &problem) const;

private:
  std::istream &input_;
  const std::string &path_;
  std::string remedy_, buffer_;
  std::string_view text_;
  unsigned long line_ = 0;
};

} // namespace rhoflow
