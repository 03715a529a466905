# SPDX-License-Identifier: Apache-2.0
"""`python3 -m rhoflow.plot RUN...`"""

import sys

from .command import main

sys.exit(main())
