# Debian's package has an empty version, with which a master rejects every worker.
import sys
import types

version = types.ModuleType("locust._version")
version.version = "2.12.1"
sys.modules["locust._version"] = version

from locust.main import main

main()
