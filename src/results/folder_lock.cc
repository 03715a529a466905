// SPDX-License-Identifier: Apache-2.0
#include "results/folder_lock.h"

#include "rhoflow/base/errors.h"

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace rhoflow {

namespace {

/// " on host".
std::string on_this_machine() {
  char host[256] = "";
  ::gethostname(host, sizeof host - 1);
  return std::string(" on ") + host;
}

/// "process 1234 on host", to be found again by the user.
std::string this_process() {
  return "process " + std::to_string(::getpid()) + on_this_machine();
}

/// Whether another process has the lock of the open file, for longer than somebody takes who only
/// looks (look_at_lock()).
bool is_taken(int descriptor) {
  constexpr int attempts = 5;
  for (int i = 0; i < attempts; ++i) {
    if (::flock(descriptor, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK)
      return false;
    ::usleep(20000);
  }
  return true;
}

std::string content_of(int descriptor) {
  char text[512];
  const ssize_t n = ::pread(descriptor, text, sizeof text, 0);
  return n > 0 ? std::string(text, static_cast<std::size_t>(n)) : "another process";
}

} // namespace

FolderLock::FolderLock(const std::string &file, const std::string &folder)
    : descriptor_(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666)) {
  if (descriptor_ < 0)
    throw InputError("--output = '" + folder + "': the folder cannot be written (" +
                     std::strerror(errno) + "); choose another one");
  // A lock of the open file, not of the process, which closing any other descriptor would end.
  if (is_taken(descriptor_)) {
    const std::string owner = content_of(descriptor_);
    ::close(descriptor_);
    throw InputError("--output = '" + folder + "': " + owner +
                     " is writing there; wait for its end or choose another folder");
  }
  // Where the file system knows no locks, the folder is used without one.
}

void FolderLock::sign() const {
  const std::string owner = this_process();
  if (::ftruncate(descriptor_, 0) != 0 ||
      ::pwrite(descriptor_, owner.data(), owner.size(), 0) != ssize_t(owner.size()))
    return; // the name is a courtesy to others
}

FolderLock::~FolderLock() {
  ::close(descriptor_);
}

FolderState look_at_lock(const std::string &file) {
  FolderState state;
  const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0)
    return state;
  if (::flock(descriptor, LOCK_SH | LOCK_NB) == 0)
    state.use = FolderUse::free;
  else if (errno == EWOULDBLOCK)
    state.use = FolderUse::taken;
  state.owner = content_of(descriptor);
  const std::string here = on_this_machine();
  state.of_this_machine =
      state.owner.size() >= here.size() &&
      state.owner.compare(state.owner.size() - here.size(), here.size(), here) == 0;
  ::close(descriptor);
  return state;
}

} // namespace rhoflow
