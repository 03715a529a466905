// SPDX-License-Identifier: Apache-2.0
#include "hdf5/hdf5_reader.h"

#include "base/text_file.h"
#include "hdf5/hdf5_handle.h"
#include "rhoflow/base/errors.h"

#include <cmath>
#include <cstring>
#include <filesystem>
#include <set>

namespace rhoflow {

namespace {

constexpr int largest_rank = 4;
constexpr hssize_t most_attribute_values = 1024;
constexpr std::size_t longest_text = 32768;

/// Frees what the library allocated for a text of variable length.
struct LibraryText {
  char *text = nullptr;
  ~LibraryText() {
    if (text != nullptr)
      H5free_memory(text);
  }
};

} // namespace

std::string to_string(const ArrayShape &shape) {
  std::string text = "[";
  for (std::size_t k = 0; k < shape.size(); ++k)
    text += (k > 0 ? ", " : "") + std::to_string(shape[k]);
  return text + "]";
}

struct Hdf5Reader::Implementation {
  std::string path;
  Hdf5Handle file;
  std::uint64_t file_size = 0;

  struct DataSet {
    Hdf5Handle id, space;
    ArrayShape shape;
    std::uint64_t size = 1; ///< numbers
  };

  [[noreturn]] void fail(const std::string &problem) const {
    throw InputError(path + ": " + problem);
  }
  void check(herr_t status, const std::string &what) const {
    if (status < 0)
      fail(what + " cannot be read (" + hdf5_problem() + "); write the file anew");
  }
  Hdf5Handle checked(hid_t id, Hdf5Handle::Close close, const std::string &what) const {
    check(id < 0 ? -1 : 0, what);
    return {id, close};
  }

  Hdf5Handle open_attribute(const std::string &name) const {
    const htri_t there = H5Aexists(file.id(), name.c_str());
    check(there < 0 ? -1 : 0, "attribute '" + name + "'");
    if (there == 0)
      fail("attribute '" + name + "' is missing; write it to the root of the file");
    return checked(H5Aopen(file.id(), name.c_str(), H5P_DEFAULT), H5Aclose,
                   "attribute '" + name + "'");
  }
  hssize_t attribute_values(const Hdf5Handle &attribute, const std::string &what) const {
    const auto space = checked(H5Aget_space(attribute.id()), H5Sclose, what);
    const hssize_t n = H5Sget_simple_extent_npoints(space.id());
    check(n < 0 ? -1 : 0, what);
    return n;
  }

  /// Opens a data set and checks everything but its values.
  DataSet open_array(const std::string &name) const;
  void check_storage(const DataSet &data, std::size_t width, const std::string &what) const;
  /// That chunks of the records @p first to @p last of the first index are all there, each once
  /// and with its checksum: the index of chunks has none in most files, and for a chunk that it
  /// lost the library hands out zeros.
  void check_chunks(const DataSet &data, std::uint64_t first, std::uint64_t last,
                    const std::string &what) const;
  void check_finite(const std::vector<double> &values, const std::string &what) const {
    for (const double value : values)
      if (!std::isfinite(value))
        fail(what + " contains a value that is not finite; write finite numbers");
  }
};

Hdf5Reader::Implementation::DataSet
Hdf5Reader::Implementation::open_array(const std::string &name) const {
  const std::string what = "data set '" + name + "'";
  const htri_t there = H5Lexists(file.id(), name.c_str(), H5P_DEFAULT);
  check(there < 0 ? -1 : 0, what);
  if (there == 0)
    fail(what + " is missing; write it to the root of the file");
  H5L_info_t link;
  check(H5Lget_info(file.id(), name.c_str(), &link, H5P_DEFAULT), what);
  H5O_info_t object;
  if (link.type == H5L_TYPE_HARD)
    check(H5Oget_info_by_name(file.id(), name.c_str(), &object, H5P_DEFAULT), what);
  if (link.type != H5L_TYPE_HARD || object.type != H5O_TYPE_DATASET)
    fail(what + " is a link or a group; write an array");
  DataSet data;
  data.id = checked(H5Dopen2(file.id(), name.c_str(), H5P_DEFAULT), H5Dclose, what);
  const auto type = checked(H5Dget_type(data.id.id()), H5Tclose, what);
  const std::size_t width = H5Tget_size(type.id());
  if (H5Tget_class(type.id()) != H5T_FLOAT || width == 0 || width > 8)
    fail(what + " does not hold floating-point numbers of at most 64 bits; write those");
  data.space = checked(H5Dget_space(data.id.id()), H5Sclose, what);
  const int rank = H5Sget_simple_extent_ndims(data.space.id());
  if (H5Sget_simple_extent_type(data.space.id()) != H5S_SIMPLE || rank < 1 || rank > largest_rank)
    fail(what + " is no array of one to four indices; see the format");
  hsize_t extents[largest_rank];
  check(H5Sget_simple_extent_dims(data.space.id(), extents, nullptr) == rank ? 0 : -1, what);
  data.shape.assign(extents, extents + rank);
  for (const hsize_t extent : data.shape) {
    if (extent > 0 && data.size > file_size / extent)
      fail(what + " claims extents " + to_string(data.shape) +
           ", more than the file can hold; write it whole and without compression");
    data.size *= extent;
  }
  check_storage(data, width, what);
  return data;
}

void Hdf5Reader::Implementation::check_storage(const DataSet &data, std::size_t width,
                                               const std::string &what) const {
  const auto properties = checked(H5Dget_create_plist(data.id.id()), H5Pclose, what);
  const H5D_layout_t layout = H5Pget_layout(properties.id());
  check(layout < 0 ? -1 : 0, what);
  if (layout == H5D_VIRTUAL ||
      (layout == H5D_CONTIGUOUS && H5Pget_external_count(properties.id()) != 0))
    fail(what + " lies in other files; write it into this one");
  const std::uint64_t needed = data.size * width, stored = H5Dget_storage_size(data.id.id());
  if (needed > file_size || stored > file_size || stored < needed)
    fail(what + " with extents " + to_string(data.shape) + " needs " + std::to_string(needed) +
         " bytes, but " + std::to_string(stored) +
         " are stored; write it whole and without compression");
}

void Hdf5Reader::Implementation::check_chunks(const DataSet &data, std::uint64_t first,
                                              std::uint64_t last, const std::string &what) const {
  const auto properties = checked(H5Dget_create_plist(data.id.id()), H5Pclose, what);
  if (data.size == 0 || H5Pget_layout(properties.id()) != H5D_CHUNKED)
    return;
  const int rank = int(data.shape.size());
  hsize_t chunk[largest_rank], place[largest_rank] = {};
  check(H5Pget_chunk(properties.id(), rank, chunk) == rank ? 0 : -1, what);
  place[0] = first - first % chunk[0];
  std::set<haddr_t> addresses;
  for (int moved = 0; moved >= 0;) {
    unsigned int skipped_filters = 0;
    haddr_t address = HADDR_UNDEF;
    hsize_t size = 0;
    check(H5Dget_chunk_info_by_coord(data.id.id(), place, &skipped_filters, &address, &size), what);
    if (address == HADDR_UNDEF || skipped_filters != 0 || !addresses.insert(address).second)
      fail(what + " is not stored as a whole; the file is damaged, write it anew");
    // The next chunk, fastest index first.
    for (moved = rank - 1; moved >= 0; --moved) {
      place[moved] += chunk[moved];
      if (place[moved] < (moved == 0 ? last : data.shape[std::size_t(moved)]))
        break;
      place[moved] = 0;
    }
  }
}

Hdf5Reader::Hdf5Reader(const std::string &path)
    : implementation_(std::make_unique<Implementation>()) {
  silence_hdf5();
  Implementation &self = *implementation_;
  self.path = path;
  open_input_file(path); // the messages of the system are clearer
  std::error_code error;
  self.file_size = std::filesystem::file_size(path, error);
  if (error)
    self.fail("this is not a regular file; name an HDF5 file");
  const auto access = self.checked(H5Pcreate(H5P_FILE_ACCESS), H5Pclose, "the file");
  // Reading beside a program that still writes is welcome: its files are complete after each time.
  self.check(H5Pset_file_locking(access.id(), false, true), "the file");
  self.file = {H5Fopen(path.c_str(), H5F_ACC_RDONLY, access.id()), H5Fclose};
  if (!self.file.valid())
    self.fail("this is no HDF5 file, or a damaged one (" + hdf5_problem() +
              "); write the file anew");
}

Hdf5Reader::~Hdf5Reader() = default;

const std::string &Hdf5Reader::path() const {
  return implementation_->path;
}

void Hdf5Reader::fail(const std::string &problem) const {
  implementation_->fail(problem);
}

bool Hdf5Reader::has_attribute(const std::string &name) const {
  const htri_t there = H5Aexists(implementation_->file.id(), name.c_str());
  implementation_->check(there < 0 ? -1 : 0, "attribute '" + name + "'");
  return there > 0;
}

std::string Hdf5Reader::text(const std::string &name) const {
  const Implementation &self = *implementation_;
  const std::string what = "attribute '" + name + "'";
  const auto attribute = self.open_attribute(name);
  const auto type = self.checked(H5Aget_type(attribute.id()), H5Tclose, what);
  if (H5Tget_class(type.id()) != H5T_STRING || self.attribute_values(attribute, what) != 1)
    self.fail(what + " is not a text; write one");
  std::string result;
  const htri_t is_variable = H5Tis_variable_str(type.id());
  self.check(is_variable < 0 ? -1 : 0, what);
  const auto memory = self.checked(H5Tcopy(H5T_C_S1), H5Tclose, what);
  self.check(H5Tset_cset(memory.id(), H5Tget_cset(type.id())), what);
  if (is_variable > 0) {
    self.check(H5Tset_size(memory.id(), H5T_VARIABLE), what);
    LibraryText text;
    self.check(H5Aread(attribute.id(), memory.id(), &text.text), what);
    if (text.text != nullptr)
      result.assign(text.text, strnlen(text.text, longest_text + 1));
  } else {
    const std::size_t size = H5Tget_size(type.id());
    if (size <= longest_text) {
      self.check(H5Tset_size(memory.id(), size + 1), what);
      std::vector<char> buffer(size + 2, '\0');
      self.check(H5Aread(attribute.id(), memory.id(), buffer.data()), what);
      result = buffer.data();
    } else
      result.assign(longest_text + 1, ' ');
  }
  if (result.size() > longest_text)
    self.fail(what + " is longer than 32768 bytes; shorten it");
  return result;
}

std::vector<double> Hdf5Reader::numbers(const std::string &name) const {
  const Implementation &self = *implementation_;
  if (!has_attribute(name))
    return {};
  const std::string what = "attribute '" + name + "'";
  const auto attribute = self.open_attribute(name);
  const auto type = self.checked(H5Aget_type(attribute.id()), H5Tclose, what);
  const H5T_class_t kind = H5Tget_class(type.id());
  const hssize_t n = self.attribute_values(attribute, what);
  if ((kind != H5T_FLOAT && kind != H5T_INTEGER) || n > most_attribute_values ||
      H5Tget_size(type.id()) > 16)
    self.fail(what + " does not hold numbers, at most 1024; write those");
  std::vector<double> values(static_cast<std::size_t>(n));
  if (n > 0)
    self.check(H5Aread(attribute.id(), H5T_NATIVE_DOUBLE, values.data()), what);
  self.check_finite(values, what);
  return values;
}

double Hdf5Reader::number(const std::string &name) const {
  implementation_->open_attribute(name); // says so if it is missing
  const std::vector<double> values = numbers(name);
  if (values.size() != 1)
    fail("attribute '" + name + "' holds " + std::to_string(values.size()) +
         " numbers; write a single one");
  return values.front();
}

std::uint64_t Hdf5Reader::whole_number(const std::string &name) const {
  const double value = number(name);
  if (!(value >= 0.) || value >= 0x1p53 || value != std::floor(value))
    fail("attribute '" + name + "' is not a whole number; write one");
  return static_cast<std::uint64_t>(value);
}

bool Hdf5Reader::has_array(const std::string &name) const {
  const htri_t there = H5Lexists(implementation_->file.id(), name.c_str(), H5P_DEFAULT);
  implementation_->check(there < 0 ? -1 : 0, "data set '" + name + "'");
  return there > 0;
}

ArrayShape Hdf5Reader::shape(const std::string &name) const {
  return implementation_->open_array(name).shape;
}

std::vector<double> Hdf5Reader::array(const std::string &name) const {
  const auto data = implementation_->open_array(name);
  implementation_->check_chunks(data, 0, data.shape[0], "data set '" + name + "'");
  std::vector<double> values(data.size);
  if (data.size > 0)
    implementation_->check(
        H5Dread(data.id.id(), H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()),
        "data set '" + name + "'");
  implementation_->check_finite(values, "data set '" + name + "'");
  return values;
}

std::vector<double> Hdf5Reader::record(const std::string &name, std::uint64_t index) const {
  const Implementation &self = *implementation_;
  const std::string what = "data set '" + name + "'";
  const auto data = self.open_array(name);
  if (index >= data.shape[0])
    self.fail(what + " has no record " + std::to_string(index));
  self.check_chunks(data, index, index + 1, what);
  std::vector<double> values(data.size / data.shape[0]);
  if (values.empty())
    return values;
  std::vector<hsize_t> start(data.shape.size(), 0), count(data.shape.begin(), data.shape.end());
  start[0] = index;
  count[0] = 1;
  self.check(H5Sselect_hyperslab(data.space.id(), H5S_SELECT_SET, start.data(), nullptr,
                                 count.data(), nullptr),
             what);
  const auto memory = self.checked(
      H5Screate_simple(static_cast<int>(count.size()), count.data(), nullptr), H5Sclose, what);
  self.check(H5Dread(data.id.id(), H5T_NATIVE_DOUBLE, memory.id(), data.space.id(), H5P_DEFAULT,
                     values.data()),
             what);
  self.check_finite(values, what);
  return values;
}

} // namespace rhoflow
