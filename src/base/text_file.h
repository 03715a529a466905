// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fstream>
#include <ostream>
#include <string>

namespace rhoflow {

/// A text file that is being written. Every failure, also of a disk that fills up while data still
/// sit in a buffer, ends in an exception that names the path.
class TextFile {
public:
  /// What happens to a file that exists already.
  enum class Mode {
    replace, ///< its content is dropped
    append   ///< the new text follows the old one
  };

  /// Opens @p path for writing. Messages name @p meant instead where it is given: the file that the
  /// user knows. @throws RunError if that is impossible
  explicit TextFile(const std::string &path, Mode mode = Mode::replace,
                    const std::string &meant = {});

  /// Where to write. Numbers carry 17 significant digits, so a double survives the round trip, and
  /// are independent of the user's locale.
  std::ostream &stream() { return stream_; }

  /// Hands everything written so far to the operating system. @throws RunError if it was not taken
  void flush();

  /// Flushes and closes. To be called at the end: the destructor closes too, but cannot report.
  /// @throws RunError if not everything could be written
  void close();

private:
  void check(bool good) const;

  std::string name_; ///< for messages
  std::ofstream stream_;
};

/// Throws RunError "PATH: cannot be written: REASON; what to check". @param error_number errno, 0
/// where it is lost
[[noreturn]] void fail_to_write(const std::string &path, int error_number);

/// Gives the complete file @p file its name @p name in the same file system, replacing an older one
/// in one step. @throws RunError naming @p name
void take_name(const std::string &file, const std::string &name);

/// Whether a file has to survive a crash of the machine from the moment it is written on. Waiting
/// for the disk takes milliseconds, so pictures and fields do without.
enum class Durability { none, disk };

/// Replaces the file @p path by @p content in one step: readers see either the old file or the
/// complete new one, also after the program was killed. @throws RunError if the file cannot be
/// written
void write_atomically(const std::string &path, const std::string &content,
                      Durability durability = Durability::none);

/// Overwrites the file @p path, which has to exist, byte by byte: a full disk has room for that as
/// long as no new block is needed. Neither atomic nor checked; for the last words of a program
/// whose write_atomically() failed.
void overwrite_in_place(const std::string &path, const std::string &content) noexcept;

/// Opens @p path, a file named by the user, for reading.
/// @throws InputError if it is missing, a directory, or may not be read
std::ifstream open_input_file(const std::string &path);

} // namespace rhoflow
