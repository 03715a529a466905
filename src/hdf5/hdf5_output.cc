// SPDX-License-Identifier: Apache-2.0
#include "hdf5/hdf5_output.h"

#include "base/file_announcement.h"
#include "hdf5/seal.h"
#include "rhoflow/base/errors.h"

#include <cerrno>
#include <cstdio>
#include <cstring>

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

namespace rhoflow {

namespace {

/// More than the library has yet to add to a file when it is flushed.
constexpr hsize_t flush_reserve = 256 << 10;

} // namespace

Hdf5Output::Hdf5Output(const std::string &path) : path_(path) {
  announce_file(path);
  const auto access = file_access();
  const auto creation = checked(H5Pcreate(H5P_FILE_CREATE), H5Pclose, "the file");
  check(H5Pset_userblock(creation.id(), seal_size), "the file");
  file_ = checked(H5Fcreate(path.c_str(), H5F_ACC_TRUNC, creation.id(), access.id()), H5Fclose,
                  "the file");
}

Hdf5Output::Hdf5Output(const std::string &path, const Communicator &communicator)
    : path_(path), communicator_(communicator) {
  const auto access = file_access();
  file_ = checked(H5Fopen(path.c_str(), H5F_ACC_RDWR, access.id()), H5Fclose, "the file");
}

Hdf5Handle Hdf5Output::file_access() const {
  silence_hdf5();
  Hdf5Handle access = checked(H5Pcreate(H5P_FILE_ACCESS), H5Pclose, "the file");
  // The oldest format with checksums. Later ones mark a file as being written, and so unreadable
  // once its writer was killed.
  check(H5Pset_libver_bounds(access.id(), H5F_LIBVER_V18, H5F_LIBVER_V18), "the file");
  if (is_shared())
    check(H5Pset_fapl_mpio(access.id(), communicator_.handle(), MPI_INFO_NULL), "the file");
  return access;
}

/// After a failed write the library can neither close the file nor, without a crash, itself. Lets
/// it write what it still holds into memory instead.
void Hdf5Output::divert() const {
  const int memory = ::memfd_create("rhoflow", MFD_CLOEXEC);
  if (memory < 0)
    return;
  if (const int used = descriptor(); used >= 0)
    ::dup2(memory, used);
  ::close(memory);
}

/// The file's descriptor, negative if there is none, as where MPI writes.
int Hdf5Output::descriptor() const {
  void *handle = nullptr;
  if (is_shared() || !file_.valid() || H5Fget_vfd_handle(file_.id(), H5P_DEFAULT, &handle) < 0)
    return -1;
  return *static_cast<int *>(handle);
}

hsize_t Hdf5Output::size() const {
  hsize_t bytes = 0;
  check(H5Fget_filesize(file_.id(), &bytes), "the file");
  return bytes;
}

void Hdf5Output::fail(const std::string &what, const std::string &reason) const {
  divert();
  throw RunError(path_ + ": " + what + " cannot be written: " + reason +
                 "; check the folder, its permissions and the free disk space");
}

void Hdf5Output::check(herr_t status, const std::string &what) const {
  if (status < 0)
    fail(what, hdf5_problem());
}

Hdf5Handle Hdf5Output::checked(hid_t id, Hdf5Handle::Close close, const std::string &what) const {
  check(id < 0 ? -1 : 0, what);
  return {id, close};
}

void Hdf5Output::flush() const {
  const int used = descriptor();
  if (used >= 0 && ::fallocate(used, 0, 0, static_cast<off_t>(size() + flush_reserve)) != 0 &&
      (errno == ENOSPC || errno == EFBIG || errno == EDQUOT))
    fail("the file", std::strerror(errno));
  check(H5Fflush(file_.id(), H5F_SCOPE_GLOBAL), "the file");
  if (used >= 0 && ::ftruncate(used, static_cast<off_t>(size())) != 0)
    fail("the file", std::strerror(errno));
}

void Hdf5Output::rename(const std::string &path) {
  if (is_writer()) {
    announce_file(path);
    if (std::rename(path_.c_str(), path.c_str()) != 0)
      fail("the name " + path, std::strerror(errno));
  }
  path_ = path;
}

void Hdf5Output::leave() {
  flush();
  if (!file_.close())
    fail("the file", hdf5_problem());
}

void Hdf5Output::close() {
  if (!file_.valid())
    return;
  leave();
  if (is_writer()) // a shared file is closed when all have closed it
    seal_file(path_);
}

} // namespace rhoflow
