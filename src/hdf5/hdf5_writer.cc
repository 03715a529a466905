#include "hdf5/hdf5_writer.h"

#include "base/file_announcement.h"

#include "hdf5/hdf5_handle.h"
#include "hdf5/seal.h"
#include "rhoflow/base/errors.h"
#include "rhoflow/base/precondition.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <functional>
#include <limits>
#include <map>
#include <numeric>

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

namespace rhoflow {

namespace {

/// Chunks of at most this many numbers (1 MiB), the unit of checksums.
constexpr hsize_t chunk_size = 131072;

/// More than the library has yet to add to a file when it is flushed.
constexpr hsize_t flush_reserve = 256 << 10;

/// Extents of a chunk: whole rows from the fastest index on.
std::vector<hsize_t> chunk_shape(const std::vector<hsize_t> &shape) {
  std::vector<hsize_t> chunk(shape.size(), 1);
  hsize_t left = chunk_size;
  for (std::size_t k = shape.size(); k-- > 0;) {
    chunk[k] = std::clamp<hsize_t>(shape[k], 1, left);
    left = std::max<hsize_t>(left / chunk[k], 1);
  }
  return chunk;
}

} // namespace

struct Hdf5Writer::Implementation {
  std::string path;
  Hdf5Handle file;
  struct Series {
    Hdf5Handle data_set;
    std::vector<hsize_t> shape;
  };
  std::map<std::string, Series> series;

  /// After a failed write the library can neither close the file nor, without a crash, itself. Let
  /// it write what it still holds into memory instead.
  void divert() const {
    const int memory = ::memfd_create("rhoflow", MFD_CLOEXEC);
    if (memory < 0)
      return;
    if (const int used = descriptor(); used >= 0)
      ::dup2(memory, used);
    ::close(memory);
  }

  /// The file's descriptor, negative if there is none.
  int descriptor() const {
    void *handle = nullptr;
    if (!file.valid() || H5Fget_vfd_handle(file.id(), H5P_DEFAULT, &handle) < 0)
      return -1;
    return *static_cast<int *>(handle);
  }

  hsize_t size() const {
    hsize_t bytes = 0;
    check(H5Fget_filesize(file.id(), &bytes), "the file");
    return bytes;
  }

  /// Flushes into space that is there: from a flush that fails half way the library does not
  /// recover.
  void flush() const {
    const int used = descriptor();
    if (::fallocate(used, 0, 0, static_cast<off_t>(size() + flush_reserve)) != 0 &&
        (errno == ENOSPC || errno == EFBIG || errno == EDQUOT))
      fail("the file", std::strerror(errno));
    check(H5Fflush(file.id(), H5F_SCOPE_GLOBAL), "the file");
    if (::ftruncate(used, static_cast<off_t>(size())) != 0)
      fail("the file", std::strerror(errno));
  }

  [[noreturn]] void fail(const std::string &what, const std::string &reason) const {
    divert();
    throw RunError(path + ": " + what + " cannot be written: " + reason +
                   "; check the folder, its permissions and the free disk space");
  }
  void check(herr_t status, const std::string &what) const {
    if (status < 0)
      fail(what, hdf5_problem());
  }
  Hdf5Handle checked(hid_t id, Hdf5Handle::Close close, const std::string &what) const {
    check(id < 0 ? -1 : 0, what);
    return {id, close};
  }

  void write_attribute(const std::string &name, hid_t file_type, hid_t memory_type,
                       const Hdf5Handle &space, const void *values) const {
    const auto attribute = checked(
        H5Acreate2(file.id(), name.c_str(), file_type, space.id(), H5P_DEFAULT, H5P_DEFAULT),
        H5Aclose, "attribute '" + name + "'");
    check(H5Awrite(attribute.id(), memory_type, values), "attribute '" + name + "'");
  }
  Hdf5Handle scalar_space() const { return checked(H5Screate(H5S_SCALAR), H5Sclose, "attribute"); }

  Hdf5Handle create_data_set(const std::string &name, const std::vector<hsize_t> &shape,
                             const std::vector<hsize_t> &largest) const {
    const std::string what = "data set '" + name + "'";
    const auto space =
        checked(H5Screate_simple(static_cast<int>(shape.size()), shape.data(), largest.data()),
                H5Sclose, what);
    const auto properties = checked(H5Pcreate(H5P_DATASET_CREATE), H5Pclose, what);
    std::vector<hsize_t> chunk = chunk_shape(shape);
    if (largest[0] == H5S_UNLIMITED)
      chunk[0] = shape.size() == 1 ? 1024 : 1;
    check(H5Pset_chunk(properties.id(), static_cast<int>(chunk.size()), chunk.data()), what);
    check(H5Pset_fletcher32(properties.id()), what);
    // What a reader gets for a chunk that it does not find, by default 0.
    const double nothing = std::numeric_limits<double>::quiet_NaN();
    check(H5Pset_fill_value(properties.id(), H5T_NATIVE_DOUBLE, &nothing), what);
    // Chunks are written at once, not when the library thinks fit.
    const auto access = checked(H5Pcreate(H5P_DATASET_ACCESS), H5Pclose, what);
    check(H5Pset_chunk_cache(access.id(), 0, 0, 0.), what);
    return checked(H5Dcreate2(file.id(), name.c_str(), H5T_IEEE_F64LE, space.id(), H5P_DEFAULT,
                              properties.id(), access.id()),
                   H5Dclose, what);
  }
};

Hdf5Writer::Hdf5Writer(const std::string &path)
    : implementation_(std::make_unique<Implementation>()) {
  silence_hdf5();
  Implementation &self = *implementation_;
  self.path = path;
  announce_file(path);
  const auto access = self.checked(H5Pcreate(H5P_FILE_ACCESS), H5Pclose, "the file");
  // The oldest format with checksums. Later ones mark a file as being written, and so unreadable
  // once its writer was killed.
  self.check(H5Pset_libver_bounds(access.id(), H5F_LIBVER_V18, H5F_LIBVER_V18), "the file");
  const auto creation = self.checked(H5Pcreate(H5P_FILE_CREATE), H5Pclose, "the file");
  self.check(H5Pset_userblock(creation.id(), seal_size), "the file");
  self.file = self.checked(H5Fcreate(path.c_str(), H5F_ACC_TRUNC, creation.id(), access.id()),
                           H5Fclose, "the file");
}

Hdf5Writer::~Hdf5Writer() = default;
Hdf5Writer::Hdf5Writer(Hdf5Writer &&) noexcept = default;
Hdf5Writer &Hdf5Writer::operator=(Hdf5Writer &&) noexcept = default;

void Hdf5Writer::attribute(const std::string &name, const std::string &text) {
  Implementation &self = *implementation_;
  const auto type = self.checked(H5Tcopy(H5T_C_S1), H5Tclose, "attribute");
  self.check(H5Tset_size(type.id(), std::max<std::size_t>(text.size(), 1)), "attribute");
  self.check(H5Tset_strpad(type.id(), H5T_STR_NULLPAD), "attribute");
  self.check(H5Tset_cset(type.id(), H5T_CSET_UTF8), "attribute");
  self.write_attribute(name, type.id(), type.id(), self.scalar_space(), text.c_str());
}

void Hdf5Writer::attribute(const std::string &name, const char *text) {
  attribute(name, std::string(text));
}

void Hdf5Writer::attribute(const std::string &name, double value) {
  implementation_->write_attribute(name, H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE,
                                   implementation_->scalar_space(), &value);
}

void Hdf5Writer::attribute(const std::string &name, std::int64_t value) {
  implementation_->write_attribute(name, H5T_STD_I64LE, H5T_NATIVE_INT64,
                                   implementation_->scalar_space(), &value);
}

void Hdf5Writer::attribute(const std::string &name, const std::vector<double> &values) {
  RHOFLOW_PRECONDITION(!values.empty(), "an attribute holds a number");
  const hsize_t size = values.size();
  const auto space =
      implementation_->checked(H5Screate_simple(1, &size, nullptr), H5Sclose, "attribute");
  implementation_->write_attribute(name, H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE, space, values.data());
}

void Hdf5Writer::array(const std::string &name, const ArrayShape &shape, const double *values) {
  const std::vector<hsize_t> extents(shape.begin(), shape.end());
  std::vector<hsize_t> largest = extents;
  const bool empty = std::find(extents.begin(), extents.end(), hsize_t(0)) != extents.end();
  if (empty) // a chunk may not exceed a fixed extent
    largest.assign(extents.size(), H5S_UNLIMITED);
  Hdf5Handle data_set = implementation_->create_data_set(name, extents, largest);
  if (!empty)
    implementation_->check(
        H5Dwrite(data_set.id(), H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values),
        "data set '" + name + "'");
  implementation_->check(data_set.close() ? 0 : -1, "data set '" + name + "'");
}

void Hdf5Writer::create_series(const std::string &name, const ArrayShape &record) {
  std::vector<hsize_t> shape{0}, largest{H5S_UNLIMITED};
  for (const std::uint64_t extent : record) {
    shape.push_back(extent);
    largest.push_back(extent > 0 ? extent : H5S_UNLIMITED);
  }
  Hdf5Handle data_set = implementation_->create_data_set(name, shape, largest);
  implementation_->series[name] = {std::move(data_set), std::move(shape)};
}

void Hdf5Writer::append(const std::string &name, const std::vector<double> &values) {
  Implementation &self = *implementation_;
  Implementation::Series &series = self.series.at(name);
  const std::string what = "data set '" + name + "'";
  const hsize_t size = std::accumulate(series.shape.begin() + 1, series.shape.end(), hsize_t(1),
                                       std::multiplies<>());
  if (values.size() != size)
    self.fail(what, "a record needs " + std::to_string(size) + " numbers, not " +
                        std::to_string(values.size()));
  std::vector<hsize_t> start(series.shape.size(), 0), count = series.shape;
  start[0] = series.shape[0]++;
  count[0] = 1;
  self.check(H5Dset_extent(series.data_set.id(), series.shape.data()), what);
  if (size == 0)
    return;
  const auto place = self.checked(H5Dget_space(series.data_set.id()), H5Sclose, what);
  self.check(
      H5Sselect_hyperslab(place.id(), H5S_SELECT_SET, start.data(), nullptr, count.data(), nullptr),
      what);
  const auto memory = self.checked(
      H5Screate_simple(static_cast<int>(count.size()), count.data(), nullptr), H5Sclose, what);
  self.check(H5Dwrite(series.data_set.id(), H5T_NATIVE_DOUBLE, memory.id(), place.id(), H5P_DEFAULT,
                      values.data()),
             what);
}

void Hdf5Writer::flush() {
  implementation_->flush();
}

void Hdf5Writer::rename(const std::string &path) {
  announce_file(path);
  if (std::rename(implementation_->path.c_str(), path.c_str()) != 0)
    implementation_->fail("the name " + path, std::strerror(errno));
  implementation_->path = path;
}

void Hdf5Writer::close() {
  Implementation &self = *implementation_;
  if (!self.file.valid())
    return;
  flush();
  self.series.clear();
  if (!self.file.close())
    self.fail("the file", hdf5_problem());
  seal_file(self.path);
}

} // namespace rhoflow
