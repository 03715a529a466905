// SPDX-License-Identifier: Apache-2.0
#include "rhoflow/density/ghost_exchange.h"

#include "rhoflow/base/precondition.h"
#include "rhoflow/density/mirror.h"

#include <algorithm>

namespace rhoflow {

template <int dim>
GhostExchange<dim>::GhostExchange(const Communicator &communicator,
                                  const DensityPartition &partition,
                                  const std::vector<const DensitySpace<dim> *> &spaces)
    : communicator_(communicator) {
  for (const DensitySpace<dim> *space : spaces) {
    stride_.push_back(space->stride());
    n_outer_.push_back(space->n_outer());
  }
  if (communicator.size() == 1 && !partition.is_half())
    return;
  std::vector<Peer> peers(communicator.size());
  for (std::size_t k = 0; k < spaces.size(); ++k)
    add_faces(partition, k, *spaces[k], peers);
  for (unsigned int r = 0; r < peers.size(); ++r) {
    peers[r].process = r;
    if (!peers[r].send.empty() || !peers[r].receive.empty())
      peers_.push_back(std::move(peers[r]));
  }
  for (Peer &peer : peers_) {
    std::size_t n_send = 0, n_receive = 0;
    for (const Row &row : peer.send)
      n_send += stride_[row.density];
    for (const Row &row : peer.receive)
      n_receive += stride_[row.density];
    peer.send_buffer.resize(n_send, 0.);
    peer.receive_buffer.resize(n_receive);
  }
}

template <int dim>
void GhostExchange<dim>::add_faces(const DensityPartition &partition, std::size_t k,
                                   const DensitySpace<dim> &space, std::vector<Peer> &peers) const {
  const InnerMesh<dim> &mesh = space.mesh();
  const unsigned int here = communicator_.rank(), nobody = partition.n_processes();
  std::vector<unsigned int> owner(mesh.n_cells());
  for (unsigned int c = 0; c < mesh.n_cells(); ++c)
    owner[c] = partition.owner(k, c);
  const LocalCells &local = partition.cells(here, k);
  // Both sides walk over the same faces in the same order, so that their rows match.
  for (unsigned int c = 0; c < mesh.n_cells(); ++c)
    for (unsigned int face = 0; face < 2 * dim; ++face) {
      const unsigned int beyond = mesh.neighbor(c, face);
      if (owner[c] == nobody || beyond == InnerMesh<dim>::no_neighbor || owner[beyond] == owner[c])
        continue;
      // Process owner[c] needs the opposite face of the cell beyond, or that of its image.
      const bool reflected = owner[beyond] == nobody;
      const unsigned int image = mirrored_cell(mesh.n_cells(), beyond);
      const unsigned int sender = reflected ? owner[image] : owner[beyond];
      if (owner[c] == here)
        add_face(k, beyond, face ^ 1u, space, local, peers[sender].receive);
      if (sender == here && reflected)
        add_image_of_face(k, beyond, face ^ 1u, space, local, peers[owner[c]].send);
      else if (sender == here)
        add_face(k, beyond, face ^ 1u, space, local, peers[owner[c]].send);
    }
}

template <int dim>
void GhostExchange<dim>::add_face(std::size_t density, unsigned int cell, unsigned int face,
                                  const DensitySpace<dim> &space, const LocalCells &local,
                                  std::vector<Row> &rows) const {
  const InnerMesh<dim> &mesh = space.mesh();
  const unsigned int direction = face / 2;
  const unsigned int at = face % 2 == 0 ? 0 : mesh.line().n_nodes() - 1;
  for (unsigned int a = 0; a < mesh.nodes_per_cell(); ++a)
    if (mesh.local_index(a, direction) == at)
      rows.push_back({density,
                      (local.stored_index(cell) * mesh.nodes_per_cell() + a) * space.stride(),
                      false});
}

template <int dim>
void GhostExchange<dim>::add_image_of_face(std::size_t density, unsigned int cell,
                                           unsigned int face, const DensitySpace<dim> &space,
                                           const LocalCells &local, std::vector<Row> &rows) const {
  const std::size_t begin = rows.size();
  add_face(density, mirrored_cell(space.mesh().n_cells(), cell), face ^ 1u, space, local, rows);
  // The nodes of the image come in the opposite order, too.
  std::reverse(rows.begin() + std::ptrdiff_t(begin), rows.end());
  for (std::size_t i = begin; i < rows.size(); ++i)
    rows[i].reflected = true;
}

template <int dim>
void GhostExchange<dim>::pack(const std::vector<AlignedVector *> &densities, Peer &peer) const {
  double *target = peer.send_buffer.data();
  for (const Row &row : peer.send) {
    const double *source = densities[row.density]->data() + row.offset;
    if (row.reflected)
      std::reverse_copy(source, source + n_outer_[row.density], target); // zeros stay behind it
    else
      std::copy_n(source, stride_[row.density], target);
    target += stride_[row.density];
  }
}

template <int dim>
void GhostExchange<dim>::unpack(const std::vector<AlignedVector *> &densities,
                                const Peer &peer) const {
  const double *source = peer.receive_buffer.data();
  for (const Row &row : peer.receive) {
    std::copy_n(source, stride_[row.density], densities[row.density]->data() + row.offset);
    source += stride_[row.density];
  }
}

template <int dim>
void GhostExchange<dim>::exchange(const std::vector<AlignedVector *> &densities) {
  RHOFLOW_PRECONDITION(densities.size() == stride_.size(), "values of every density");
  constexpr int tag = 7;
  const unsigned int here = communicator_.rank();
  // Pieces of one buffer arrive in the order in which they were sent.
  std::vector<MPI_Request> requests;
  for (Peer &peer : peers_)
    if (peer.process != here)
      communicator_.for_each_piece(peer.receive_buffer.size(), [&](std::size_t begin, int count) {
        MPI_Irecv(peer.receive_buffer.data() + begin, count, MPI_DOUBLE,
                  static_cast<int>(peer.process), tag, communicator_.handle(),
                  &requests.emplace_back());
      });
  for (Peer &peer : peers_) {
    pack(densities, peer);
    if (peer.process == here) { // images of cells of its own
      peer.receive_buffer.swap(peer.send_buffer);
      continue;
    }
    communicator_.for_each_piece(peer.send_buffer.size(), [&](std::size_t begin, int count) {
      MPI_Isend(peer.send_buffer.data() + begin, count, MPI_DOUBLE, static_cast<int>(peer.process),
                tag, communicator_.handle(), &requests.emplace_back());
      ++communicator_.traffic().messages;
    });
    communicator_.traffic().bytes += peer.send_buffer.size() * sizeof(double);
  }
  if (!requests.empty()) // MPI may not be initialised
    MPI_Waitall(static_cast<int>(requests.size()), requests.data(), MPI_STATUSES_IGNORE);
  for (const Peer &peer : peers_)
    unpack(densities, peer);
}

template class GhostExchange<2>;
template class GhostExchange<3>;

} // namespace rhoflow
