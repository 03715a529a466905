// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace rhoflow {

/// Values as bytes, on their way between two processes of one machine.
class ByteMessage {
public:
  ByteMessage() = default;
  explicit ByteMessage(std::string bytes) : bytes_(std::move(bytes)) {}

  void put(double value);
  void put(const std::string &text);
  void put(const std::vector<double> &values);

  /// The next value, in the order of put(). @throws InputError if it is not there
  double get_number();
  std::string get_text();
  std::vector<double> get_numbers();

  const std::string &bytes() const { return bytes_; }

private:
  void take(void *target, std::size_t size);
  std::size_t get_size(std::size_t unit);

  std::string bytes_;
  std::size_t position_ = 0;
};

/// Runs @p action, which reads the file @p path, in a child process and brings its message back.
///
/// The HDF5 library is not safe against damaged files: pointers inside the file are followed with
/// little checking. The child may crash, loop or ask for memory without end; it has limits of time
/// and memory in proportion to the file's size, and nothing but the message comes back.
///
/// @throws InputError what the action threw, or a line naming @p path if the child did not survive;
/// RunError if the system refuses a process
ByteMessage isolate(const std::string &path, const std::function<ByteMessage()> &action);

} // namespace rhoflow
