// SPDX-License-Identifier: Apache-2.0
#include "operators/transport/kernels/outer_transport.h"

#include "operators/transport/kernels/banded_outer_transport.h"
#include "operators/transport/kernels/product_outer_transport.h"
#include "operators/transport/kernels/symmetric_outer_transport.h"
#include "operators/transport/kernels/symmetric_product_transport.h"

namespace rhoflow {

std::unique_ptr<OuterTransport> make_outer_transport(const TransportTables &tables) {
  if (auto symmetric = make_symmetric_product_transport(tables))
    return symmetric;
  if (tables.n_components == 2)
    return std::make_unique<ProductOuterTransport>(tables);
  if (SymmetricOuterTransport::fits(tables))
    return std::make_unique<SymmetricOuterTransport>(tables);
  return std::make_unique<BandedOuterTransport>(tables);
}

} // namespace rhoflow
