// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <hdf5.h>

#include <string>
#include <utility>

// Shared by reader and writer; not installed, so that no public header needs HDF5.

namespace rhoflow {

/// Owns one identifier of the HDF5 library.
class Hdf5Handle {
public:
  using Close = herr_t (*)(hid_t);

  Hdf5Handle() = default;
  Hdf5Handle(hid_t identifier, Close how) : id_(identifier), close_(how) {}
  Hdf5Handle(Hdf5Handle &&other) noexcept
      : id_(std::exchange(other.id_, hid_t(-1))), close_(other.close_) {}
  Hdf5Handle &operator=(Hdf5Handle &&other) noexcept {
    std::swap(id_, other.id_);
    std::swap(close_, other.close_);
    return *this;
  }
  ~Hdf5Handle() { close(); }

  hid_t id() const { return id_; }
  bool valid() const { return id_ >= 0; }
  /// @return whether the library could close it
  bool close() { return id_ < 0 || close_(std::exchange(id_, hid_t(-1))) >= 0; }

private:
  hid_t id_ = -1;
  Close close_ = nullptr;
};

/// From now on the library prints nothing by itself.
void silence_hdf5();

/// The innermost error the library has to report, in one line; never empty.
std::string hdf5_problem();

} // namespace rhoflow
