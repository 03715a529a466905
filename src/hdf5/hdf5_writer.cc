// SPDX-License-Identifier: Apache-2.0
#include "hdf5/hdf5_writer.h"

#include "hdf5/hdf5_output.h"
#include "rhoflow/base/precondition.h"

#include <algorithm>
#include <functional>
#include <limits>
#include <map>
#include <numeric>

namespace rhoflow {

namespace {

/// Chunks of at most this many numbers (1 MiB), the unit of checksums.
constexpr hsize_t chunk_size = 131072;

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

/// How an array lies in the file.
struct Storage {
  std::vector<hsize_t> shape, largest, chunk;
  hid_t type = H5T_IEEE_F64LE;
  int compression = 0; ///< level of deflate, 0: none
};

} // namespace

struct Hdf5Writer::Implementation {
  explicit Implementation(const std::string &path) : file(path) {}
  Implementation(const std::string &path, const Communicator &communicator)
      : file(path, communicator) {}

  Hdf5Output file;
  struct Series {
    Hdf5Handle data_set;
    std::vector<hsize_t> shape;
  };
  std::map<std::string, Series> series;
  struct Field {
    Hdf5Handle data_set;
    NumberBits bits;
  };
  std::map<std::string, Field> fields;

  void write_attribute(hid_t object, const std::string &name, hid_t file_type, hid_t memory_type,
                       const Hdf5Handle &space, const void *values) const {
    const auto attribute = file.checked(
        H5Acreate2(object, name.c_str(), file_type, space.id(), H5P_DEFAULT, H5P_DEFAULT), H5Aclose,
        "attribute '" + name + "'");
    file.check(H5Awrite(attribute.id(), memory_type, values), "attribute '" + name + "'");
  }
  Hdf5Handle scalar_space() const {
    return file.checked(H5Screate(H5S_SCALAR), H5Sclose, "attribute");
  }
  void write_text(hid_t object, const std::string &name, const std::string &text) const {
    const auto type = file.checked(H5Tcopy(H5T_C_S1), H5Tclose, "attribute");
    file.check(H5Tset_size(type.id(), std::max<std::size_t>(text.size(), 1)), "attribute");
    file.check(H5Tset_strpad(type.id(), H5T_STR_NULLPAD), "attribute");
    file.check(H5Tset_cset(type.id(), H5T_CSET_UTF8), "attribute");
    write_attribute(object, name, type.id(), type.id(), scalar_space(), text.c_str());
  }

  Hdf5Handle create_data_set(const std::string &name, const Storage &storage) const {
    const std::string what = "data set '" + name + "'";
    const auto space = file.checked(H5Screate_simple(static_cast<int>(storage.shape.size()),
                                                     storage.shape.data(), storage.largest.data()),
                                    H5Sclose, what);
    const auto properties = file.checked(H5Pcreate(H5P_DATASET_CREATE), H5Pclose, what);
    file.check(
        H5Pset_chunk(properties.id(), static_cast<int>(storage.chunk.size()), storage.chunk.data()),
        what);
    if (storage.compression > 0) {
      file.check(H5Pset_shuffle(properties.id()), what);
      file.check(H5Pset_deflate(properties.id(), static_cast<unsigned int>(storage.compression)),
                 what);
    }
    file.check(H5Pset_fletcher32(properties.id()), what);
    // What a reader gets for a chunk that it does not find, by default 0.
    const double nothing = std::numeric_limits<double>::quiet_NaN();
    file.check(H5Pset_fill_value(properties.id(), H5T_NATIVE_DOUBLE, &nothing), what);
    const auto links = file.checked(H5Pcreate(H5P_LINK_CREATE), H5Pclose, what);
    file.check(H5Pset_create_intermediate_group(links.id(), 1), what);
    // Chunks are written at once, not when the library thinks fit.
    const auto access = file.checked(H5Pcreate(H5P_DATASET_ACCESS), H5Pclose, what);
    file.check(H5Pset_chunk_cache(access.id(), 0, 0, 0.), what);
    return file.checked(H5Dcreate2(file.id(), name.c_str(), storage.type, space.id(), links.id(),
                                   properties.id(), access.id()),
                        H5Dclose, what);
  }

  /// Selects the blocks in the array that begins at @p origin.
  void select(const Hdf5Handle &space, const std::vector<ArrayBlock> &blocks,
              const ArrayShape &origin, const std::string &what) const {
    if (blocks.empty())
      file.check(H5Sselect_none(space.id()), what);
    H5S_seloper_t how = H5S_SELECT_SET;
    for (const ArrayBlock &block : blocks) {
      std::vector<hsize_t> start, count(block.count.begin(), block.count.end());
      for (std::size_t k = 0; k < block.start.size(); ++k)
        start.push_back(block.start[k] - origin[k]);
      file.check(H5Sselect_hyperslab(space.id(), how, start.data(), nullptr, count.data(), nullptr),
                 what);
      how = H5S_SELECT_OR;
    }
  }

  /// Writes blocks of @p data_set, all processes together.
  /// @param values of @p frame
  void write_parts(hid_t data_set, const std::string &what, const std::vector<ArrayBlock> &blocks,
                   const ArrayBlock &frame, hid_t memory_type, const void *values) const {
    const auto place = file.checked(H5Dget_space(data_set), H5Sclose, what);
    const std::vector<hsize_t> extents(frame.count.begin(), frame.count.end());
    const hsize_t one = 1;
    const auto memory =
        file.checked(blocks.empty() ? H5Screate_simple(1, &one, nullptr)
                                    : H5Screate_simple(static_cast<int>(extents.size()),
                                                       extents.data(), nullptr),
                     H5Sclose, what);
    select(place, blocks, ArrayShape(frame.start.size(), 0), what);
    select(memory, blocks, frame.start, what);
    const auto transfer = file.checked(H5Pcreate(H5P_DATASET_XFER), H5Pclose, what);
    if (file.is_shared()) // as chunks with filters demand
      file.check(H5Pset_dxpl_mpio(transfer.id(), H5FD_MPIO_COLLECTIVE), what);
    file.check(H5Dwrite(data_set, memory_type, memory.id(), place.id(), transfer.id(), values),
               what);
  }
};

Hdf5Writer::Hdf5Writer(const std::string &path)
    : implementation_(std::make_unique<Implementation>(path)) {}

Hdf5Writer::Hdf5Writer(const std::string &path, const Communicator &communicator)
    : implementation_(std::make_unique<Implementation>(path, communicator)) {}

Hdf5Writer::~Hdf5Writer() = default;
Hdf5Writer::Hdf5Writer(Hdf5Writer &&) noexcept = default;
Hdf5Writer &Hdf5Writer::operator=(Hdf5Writer &&) noexcept = default;

void Hdf5Writer::attribute(const std::string &name, const std::string &text) {
  implementation_->write_text(implementation_->file.id(), name, text);
}

void Hdf5Writer::attribute(const std::string &name, const char *text) {
  attribute(name, std::string(text));
}

void Hdf5Writer::attribute(const std::string &name, double value) {
  implementation_->write_attribute(implementation_->file.id(), name, H5T_IEEE_F64LE,
                                   H5T_NATIVE_DOUBLE, implementation_->scalar_space(), &value);
}

void Hdf5Writer::attribute(const std::string &name, std::int64_t value) {
  implementation_->write_attribute(implementation_->file.id(), name, H5T_STD_I64LE,
                                   H5T_NATIVE_INT64, implementation_->scalar_space(), &value);
}

void Hdf5Writer::attribute(const std::string &name, const std::vector<double> &values) {
  RHOFLOW_PRECONDITION(!values.empty(), "an attribute holds a number");
  const Implementation &self = *implementation_;
  const hsize_t size = values.size();
  const auto space = self.file.checked(H5Screate_simple(1, &size, nullptr), H5Sclose, "attribute");
  self.write_attribute(self.file.id(), name, H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE, space,
                       values.data());
}

void Hdf5Writer::attribute_of(const std::string &object, const std::string &name,
                              const std::string &text) {
  const Implementation &self = *implementation_;
  const auto handle = self.file.checked(H5Oopen(self.file.id(), object.c_str(), H5P_DEFAULT),
                                        H5Oclose, "'" + object + "'");
  self.write_text(handle.id(), name, text);
}

void Hdf5Writer::attribute_of(const std::string &object, const std::string &name, double value) {
  const Implementation &self = *implementation_;
  const auto handle = self.file.checked(H5Oopen(self.file.id(), object.c_str(), H5P_DEFAULT),
                                        H5Oclose, "'" + object + "'");
  self.write_attribute(handle.id(), name, H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE, self.scalar_space(),
                       &value);
}

void Hdf5Writer::array(const std::string &name, const ArrayShape &shape, const double *values) {
  const Implementation &self = *implementation_;
  const std::string what = "data set '" + name + "'";
  Storage storage;
  storage.shape.assign(shape.begin(), shape.end());
  storage.largest = storage.shape;
  storage.chunk = chunk_shape(storage.shape);
  const bool empty = std::find(shape.begin(), shape.end(), 0u) != shape.end();
  if (empty) // a chunk may not exceed a fixed extent
    storage.largest.assign(shape.size(), H5S_UNLIMITED);
  Hdf5Handle data_set = self.create_data_set(name, storage);
  const ArrayBlock whole{ArrayShape(shape.size(), 0), shape};
  if (!empty)
    self.write_parts(data_set.id(), what, {whole}, whole, H5T_NATIVE_DOUBLE, values);
  self.file.check(data_set.close() ? 0 : -1, what);
}

void Hdf5Writer::create_series(const std::string &name, const ArrayShape &record) {
  Storage storage;
  storage.shape = {0};
  storage.largest = {H5S_UNLIMITED};
  for (const std::uint64_t extent : record) {
    storage.shape.push_back(extent);
    storage.largest.push_back(extent > 0 ? extent : H5S_UNLIMITED);
  }
  storage.chunk = chunk_shape(storage.shape);
  storage.chunk[0] = storage.shape.size() == 1 ? 1024 : 1;
  Hdf5Handle data_set = implementation_->create_data_set(name, storage);
  implementation_->series[name] = {std::move(data_set), storage.shape};
}

void Hdf5Writer::append(const std::string &name, const std::vector<double> &values) {
  Implementation &self = *implementation_;
  Implementation::Series &series = self.series.at(name);
  const std::string what = "data set '" + name + "'";
  const hsize_t size = std::accumulate(series.shape.begin() + 1, series.shape.end(), hsize_t(1),
                                       std::multiplies<>());
  if (values.size() != size)
    self.file.fail(what, "a record needs " + std::to_string(size) + " numbers, not " +
                             std::to_string(values.size()));
  ArrayBlock record{ArrayShape(series.shape.size(), 0),
                    ArrayShape(series.shape.begin(), series.shape.end())};
  record.start[0] = series.shape[0]++;
  record.count[0] = 1;
  self.file.check(H5Dset_extent(series.data_set.id(), series.shape.data()), what);
  if (size > 0)
    self.write_parts(series.data_set.id(), what, {record}, record, H5T_NATIVE_DOUBLE,
                     values.data());
}

void Hdf5Writer::create_field(const std::string &name, const ArrayShape &shape,
                              const ArrayShape &chunk, NumberBits bits) {
  constexpr int fast = 1; // noise in the last bits is not smaller with more work
  Storage storage;
  storage.shape.assign(shape.begin(), shape.end());
  storage.largest = storage.shape;
  storage.chunk.assign(chunk.begin(), chunk.end());
  storage.type = bits == NumberBits::single ? H5T_IEEE_F32LE : H5T_IEEE_F64LE;
  storage.compression = fast;
  implementation_->fields[name] = {implementation_->create_data_set(name, storage), bits};
}

void Hdf5Writer::open_field(const std::string &name, NumberBits bits) {
  const Hdf5Output &file = implementation_->file;
  implementation_->fields[name] = {file.checked(H5Dopen2(file.id(), name.c_str(), H5P_DEFAULT),
                                                H5Dclose, "data set '" + name + "'"),
                                   bits};
}

void Hdf5Writer::write_blocks(const std::string &name, const std::vector<ArrayBlock> &blocks,
                              const ArrayBlock &frame, const std::vector<double> &values) {
  const Implementation &self = *implementation_;
  const Implementation::Field &field = self.fields.at(name);
  RHOFLOW_PRECONDITION(blocks.empty() ||
                           values.size() == std::accumulate(frame.count.begin(), frame.count.end(),
                                                            std::uint64_t(1), std::multiplies<>()),
                       "the values of the frame");
  const std::string what = "data set '" + name + "'";
  if (field.bits == NumberBits::single) {
    // Converted here: the library does not write converted numbers collectively.
    const std::vector<float> rounded(values.begin(), values.end());
    self.write_parts(field.data_set.id(), what, blocks, frame, H5T_NATIVE_FLOAT, rounded.data());
  } else {
    self.write_parts(field.data_set.id(), what, blocks, frame, H5T_NATIVE_DOUBLE, values.data());
  }
}

void Hdf5Writer::flush() {
  implementation_->file.flush();
}

void Hdf5Writer::rename(const std::string &path) {
  implementation_->file.rename(path);
}

void Hdf5Writer::leave() {
  implementation_->series.clear();
  implementation_->fields.clear();
  implementation_->file.leave();
}

void Hdf5Writer::close() {
  implementation_->series.clear();
  implementation_->fields.clear();
  implementation_->file.close();
}

} // namespace rhoflow
