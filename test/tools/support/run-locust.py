# Debian's package has an empty version, with which a master rejects every worker.
import locust._version

locust._version.version = locust._version.version or "2.12.1"

import locust

locust.__version__ = locust._version.version

from locust.main import main

main()
