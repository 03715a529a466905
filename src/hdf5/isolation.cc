// SPDX-License-Identifier: Apache-2.0
#include "hdf5/isolation.h"

#include "rhoflow/base/errors.h"

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>

#include <csignal>

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace rhoflow {

namespace {

/// What the child may take besides what the file's size accounts for.
constexpr rlim_t spare_memory = rlim_t(256) << 20; // bytes
constexpr rlim_t spare_time = 20;                  // seconds
/// Reading is faster than this by far.
constexpr rlim_t slowest_reading = rlim_t(20) << 20; // bytes per second

enum Outcome : char { message_follows = 'm', problem_follows = 'p' };

/// Bytes of writable memory this process has reserved.
rlim_t reserved_memory() {
  std::ifstream status("/proc/self/status");
  for (std::string word; status >> word;)
    if (word == "VmData:") {
      rlim_t kilobytes = 0;
      status >> kilobytes;
      return kilobytes << 10;
    }
  return RLIM_INFINITY;
}

void limit(int resource, rlim_t most) {
  rlimit present;
  if (getrlimit(static_cast<__rlimit_resource_t>(resource), &present) != 0)
    return;
  present.rlim_cur = std::min(present.rlim_max, most);
  setrlimit(static_cast<__rlimit_resource_t>(resource), &present);
}

void send(int descriptor, const std::string &bytes) {
  for (std::size_t sent = 0; sent < bytes.size();) {
    const ssize_t n = ::write(descriptor, bytes.data() + sent, bytes.size() - sent);
    if (n < 0 && errno == EINTR)
      continue;
    if (n <= 0)
      ::_exit(1);
    sent += static_cast<std::size_t>(n);
  }
}

/// The child's life. Its crash reports are of no use to anybody.
[[noreturn]] void live(int descriptor, rlim_t file_size,
                       const std::function<ByteMessage()> &action) {
  const int nowhere = ::open("/dev/null", O_WRONLY);
  if (nowhere >= 0)
    ::dup2(nowhere, STDERR_FILENO);
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_CPU, spare_time + file_size / slowest_reading);
  if (const rlim_t reserved = reserved_memory(); reserved != RLIM_INFINITY)
    limit(RLIMIT_DATA, reserved + spare_memory + 4 * file_size);
  for (const int signal : {SIGSEGV, SIGBUS, SIGFPE, SIGABRT, SIGILL})
    ::signal(signal, SIG_DFL);
  try {
    const ByteMessage message = action();
    send(descriptor, std::string(1, message_follows));
    send(descriptor, message.bytes());
  } catch (const InputError &error) {
    send(descriptor, std::string(1, problem_follows) + error.what());
  } catch (...) {
    ::_exit(1);
  }
  ::_exit(0);
}

} // namespace

void ByteMessage::put(double value) {
  bytes_.append(reinterpret_cast<const char *>(&value), sizeof value);
}

void ByteMessage::put(const std::string &text) {
  const std::uint64_t size = text.size();
  bytes_.append(reinterpret_cast<const char *>(&size), sizeof size);
  bytes_ += text;
}

void ByteMessage::put(const std::vector<double> &values) {
  const std::uint64_t size = values.size();
  bytes_.append(reinterpret_cast<const char *>(&size), sizeof size);
  bytes_.append(reinterpret_cast<const char *>(values.data()), values.size() * sizeof(double));
}

void ByteMessage::take(void *target, std::size_t size) {
  if (size > bytes_.size() - position_)
    throw InputError("a message between two processes is incomplete");
  if (size > 0)
    std::memcpy(target, bytes_.data() + position_, size);
  position_ += size;
}

std::size_t ByteMessage::get_size(std::size_t unit) {
  std::uint64_t size = 0;
  take(&size, sizeof size);
  if (size > (bytes_.size() - position_) / unit)
    throw InputError("a message between two processes is incomplete");
  return size;
}

double ByteMessage::get_number() {
  double value = 0.;
  take(&value, sizeof value);
  return value;
}

std::string ByteMessage::get_text() {
  std::string text(get_size(1), '\0');
  take(text.data(), text.size());
  return text;
}

std::vector<double> ByteMessage::get_numbers() {
  std::vector<double> values(get_size(sizeof(double)));
  take(values.data(), values.size() * sizeof(double));
  return values;
}

ByteMessage isolate(const std::string &path, const std::function<ByteMessage()> &action) {
  std::error_code no_file;
  std::uintmax_t file_size = std::filesystem::file_size(path, no_file);
  if (no_file)
    file_size = 0;
  const std::size_t longest = 4 * file_size + (1u << 20);
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0)
    throw RunError(path + ": cannot be read: " + std::strerror(errno));
  const pid_t child = ::fork();
  if (child < 0) {
    const int reason = errno;
    ::close(ends[0]);
    ::close(ends[1]);
    throw RunError(path + ": cannot be read: no process to read it in: " + std::strerror(reason));
  }
  if (child == 0)
    live(ends[1], file_size, action);

  ::close(ends[1]);
  std::string received;
  std::vector<char> buffer(1u << 16);
  for (;;) {
    const ssize_t n = ::read(ends[0], buffer.data(), buffer.size());
    if (n < 0 && errno == EINTR)
      continue;
    if (n <= 0 || received.size() > longest)
      break;
    received.append(buffer.data(), static_cast<std::size_t>(n));
  }
  ::close(ends[0]);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  const bool survived = WIFEXITED(status) && WEXITSTATUS(status) == 0 && !received.empty();
  if (survived && received[0] == problem_follows)
    throw InputError(received.substr(1));
  if (!survived || received[0] != message_follows || received.size() > longest)
    throw InputError(path + ": the file is damaged, the HDF5 library fails on it; write it anew");
  return ByteMessage(received.substr(1));
}

} // namespace rhoflow
