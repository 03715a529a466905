// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "study/study.h"

#include <ostream>
#include <string>
#include <vector>

/// The runs of the study and what they say.
namespace points_and_mesh {

struct MeshCase {
  unsigned int outer_nodes, cells, degree;
};

/// A problem whose densities live in so many dimensions, and what it is computed with.
struct Space {
  std::string name;                      ///< "R3": of the encoder's weights
  std::vector<std::string> settings;     ///< of the problem
  MeshCase reference;                    ///< finer than all
  double reference_error;                ///< of its loss and of the steps, relative
  std::vector<MeshCase> meshes;          ///< coarse ones first, as of all lists
  unsigned int repeats;                  ///< of runs on meshes, odd, for the median of the seconds
  std::vector<unsigned int> lattices;    ///< points of each of the eight shifts
  std::vector<unsigned int> neurons;     ///< of Sobol and random points
  std::vector<unsigned int> torch_sizes; ///< neurons of PyTorch, some of those
};
const std::vector<Space> &spaces();

/// Of lattices, Sobol points and random points.
constexpr unsigned int n_seeds = 3;
/// Steps of gradient descent to t = 1, and the layers of the network.
constexpr unsigned int descent_steps = 20, descent_layers = 16;

std::string reference_name(const Space &space);
std::string mesh_name(const Space &space, std::size_t k, unsigned int repeat);
/// @param kind "lattice", "sobol" or "random"
std::string points_name(const Space &space, const std::string &kind, unsigned int number,
                        unsigned int seed);
std::string torch_name(const Space &space, unsigned int neurons);

/// Writes table.csv and tells which method comes to an accuracy first.
void report(const rhoflow::StudyResults &results, std::ostream &out);

} // namespace points_and_mesh
