// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/data/data_set.h"
#include "rhoflow/depth/depth_grid.h"
#include "rhoflow/network/network_parameters.h"

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace rhoflow {

/// What stays the same along a training run of a finite network.
struct ParticleHeader {
  std::string generator; ///< who wrote it, "rhoflow 0.1.0" or "PyTorch 1.13.1"
  Activation activation = Activation::tanh;
  double alpha = 1., beta = 1.;    ///< scales of the residual blocks and of the trained head
  bool trained_head = true;        ///< otherwise fixed
  std::vector<double> head_vector; ///< fixed head: c of g(z) = c.z, else empty
  DepthRule depth_rule = DepthRule::euler;
  unsigned int points_per_interval = 1; ///< gauss: J; euler: 1
  unsigned int n_inputs = 1;            ///< d
  std::vector<double> depths;           ///< [L], s of each layer, in [0, 1], ascending
  std::vector<double> depth_weights;    ///< [L], sum 1
  std::vector<double> theta_weights;    ///< [M], >= 0, sum 1 (1/M for a plain network)
  std::vector<double> omega_weights;    ///< [K], the same; empty for a fixed head

  std::size_t n_layers() const { return depths.size(); }         ///< L
  std::size_t n_neurons() const { return theta_weights.size(); } ///< M
  std::size_t n_head() const { return omega_weights.size(); }    ///< K
};

/// The state at one training time.
struct ParticleState {
  double time = 0., loss = 0.;     ///< t, E(t)
  std::vector<double> theta;       ///< [L][M][2d+1]: u_1..u_d, w_1..w_d, b
  std::vector<double> omega;       ///< [K][d+2]: a, w_1..w_d, b
  std::vector<double> predictions; ///< [n]
};

/// What is wrong with @p header, with the remedy, in half a line; empty if nothing is.
std::string find_fault(const ParticleHeader &header);

/// Writes a particle file (doc/exchange.md), one time after the other; the file is complete after
/// each append, also for those who read it meanwhile.
class ParticleWriter {
public:
  /// Creates @p path, replacing an older file.
  /// @param inputs [n][d]  @param labels [n]
  /// @throws RunError naming the file if the header is at fault, sizes do not fit, or the file
  /// cannot be written; so do all below
  ParticleWriter(const std::string &path, const ParticleHeader &header,
                 const std::vector<double> &inputs, const std::vector<double> &labels);
  /// Goes on with the file that a former run left at @p path: what it holds up to @p time is copied
  /// into a new file, which replaces the older one when it is complete.
  /// @throws InputError if the older file is damaged or of another network or other samples
  static ParticleWriter resume(const std::string &path, const ParticleHeader &header,
                               const std::vector<double> &inputs, const std::vector<double> &labels,
                               double time);
  ~ParticleWriter();
  ParticleWriter(ParticleWriter &&) noexcept;
  ParticleWriter &operator=(ParticleWriter &&) noexcept;

  /// The time has to be later than that of the last state.
  void append(const ParticleState &state);
  /// To be called at the end; waits until the disk has everything.
  void close();

private:
  struct Implementation;
  std::unique_ptr<Implementation> implementation_;
};

/// Reads particle files, also those that other programs wrote. Everything is checked before memory
/// is taken; damaged files, which may crash the HDF5 library, cannot harm the calling process (see
/// isolate()).
class ParticleReader {
public:
  /// @throws InputError, one line naming file, data set and remedy; so does read()
  explicit ParticleReader(const std::string &path);

  const std::string &path() const { return path_; }
  const ParticleHeader &header() const { return header_; }
  std::size_t n_times() const { return times_.size(); }
  /// [T], ascending, at least one.
  const std::vector<double> &times() const { return times_; }
  /// [T]
  const std::vector<double> &losses() const { return losses_; }
  /// [n][d]
  const std::vector<double> &inputs() const { return inputs_; }
  /// [n]
  const std::vector<double> &labels() const { return labels_; }

  /// The state of time number @p time_index. @pre less than n_times()
  ParticleState read(std::size_t time_index) const;

private:
  std::string path_;
  ParticleHeader header_;
  std::vector<double> times_, losses_, inputs_, labels_;
};

} // namespace rhoflow
