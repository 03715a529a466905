# SPDX-License-Identifier: Apache-2.0
# The libraries Rhoflow stands on. `make packages` installs all of them.

set(RHOFLOW_VTK_COMPONENTS
  CommonCore CommonDataModel CommonColor CommonExecutionModel
  IOXML IOImage ImagingSources ImagingCore RenderingCore RenderingFreeType)

find_package(deal.II 9.4 REQUIRED HINTS $ENV{DEAL_II_DIR})
find_package(Threads REQUIRED)
find_package(TBB REQUIRED) # deal.II need not be built with it
find_package(VTK 9.1 REQUIRED COMPONENTS ${RHOFLOW_VTK_COMPONENTS})
find_package(nlohmann_json 3.11 REQUIRED)
find_path(RHOFLOW_CLI11_INCLUDE_DIR CLI/CLI.hpp REQUIRED)
list(TRANSFORM RHOFLOW_VTK_COMPONENTS PREPEND "VTK::" OUTPUT_VARIABLE RHOFLOW_VTK_TARGETS)

# deal_ii_setup_target() appends the flags deal.II itself was built with, after ours. Debug symbols,
# unrolling of every loop and hardening cost compile and link time and bring nothing here; what
# remains decides about language and warnings.
string(REGEX REPLACE
  "(^| )(-g|-funroll-loops|-funroll-all-loops|-D_FORTIFY_SOURCE=[0-9]|-ffile-prefix-map=[^ ]*)"
  "" DEAL_II_CXX_FLAGS "${DEAL_II_CXX_FLAGS}")
string(REGEX REPLACE "(^| )(-funroll-loops|-funroll-all-loops)" ""
  DEAL_II_CXX_FLAGS_RELEASE "${DEAL_II_CXX_FLAGS_RELEASE}")
