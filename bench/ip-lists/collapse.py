"""Reads, checks, folds and hashes the list at a path with Python's own ipaddress module; says how long that took."""

import hashlib
import ipaddress
import json
import resource
import sys
import time


def peak_mib():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


peak_before = peak_mib()
started = time.perf_counter()
with open(sys.argv[1], encoding="ascii") as file:
    networks = [ipaddress.IPv4Network(line) for line in file.read().split()]
folded = ipaddress.collapse_addresses(networks)
lines = (str(n.network_address) if n.prefixlen == 32 else str(n) for n in folded)
sha256 = hashlib.sha256("".join(line + "\n" for line in lines).encode()).hexdigest()
milliseconds = (time.perf_counter() - started) * 1000
print(json.dumps({"ms": milliseconds, "peakMiB": peak_mib() - peak_before, "sha256": sha256}))
