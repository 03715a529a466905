// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/base/communicator.h"
#include "rhoflow/density/density_partition.h"
#include "rhoflow/density/density_space.h"

#include <memory>
#include <vector>

namespace rhoflow {

/// Brings the values at the faces of neighbouring cells that other processes work on, or nobody,
/// because they are the images of cells of the half that is worked on (mirror.h).
/// Of such a cell only the nodes of the shared face are sent; the rest of it stays undefined.
template <int dim>
class GhostExchange {
public:
  /// @param spaces  of every density of the partition
  GhostExchange(const Communicator &communicator, const DensityPartition &partition,
                const std::vector<const DensitySpace<dim> *> &spaces);

  /// Fills the faces of the neighbours in all densities' stored cells. Collective.
  void exchange(const std::vector<AlignedVector *> &densities);

private:
  /// A node's row of outer values in the array of one density.
  struct Row {
    std::size_t density, offset;
    bool reflected; ///< to be sent in reverse order
  };
  struct Peer {
    unsigned int process = 0;
    std::vector<Row> send, receive;
    std::vector<double> send_buffer, receive_buffer;
  };
  void add_face(std::size_t density, unsigned int cell, unsigned int face,
                const DensitySpace<dim> &space, const LocalCells &local,
                std::vector<Row> &rows) const;
  void add_image_of_face(std::size_t density, unsigned int cell, unsigned int face,
                         const DensitySpace<dim> &space, const LocalCells &local,
                         std::vector<Row> &rows) const;
  void add_faces(const DensityPartition &partition, std::size_t k, const DensitySpace<dim> &space,
                 std::vector<Peer> &peers) const;
  void pack(const std::vector<AlignedVector *> &densities, Peer &peer) const;
  void unpack(const std::vector<AlignedVector *> &densities, const Peer &peer) const;

  Communicator communicator_;
  std::vector<std::size_t> stride_, n_outer_; ///< per density
  std::vector<Peer> peers_;
};

} // namespace rhoflow
