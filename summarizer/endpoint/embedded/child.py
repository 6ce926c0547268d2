"""The process that llama.cpp runs in: started as a file of its own, told what to do on standard input.

A process of its own, because loading holds the interpreter for seconds in which the rest of the program can be got
ready, and because native code that fails takes its process with it. It reads one line, the parameters as JSON, prints
one, the address, and lives until standard input closes: it cannot outlive whoever started it, however that ends.
"""

from __future__ import annotations

import json
import os
import sys
from functools import reduce
from importlib import import_module


def main() -> None:
    """Serve; without a line on standard output the server could not be started."""
    given = json.loads(sys.stdin.readline())
    said = os.dup(1)
    os.dup2(2, 1)  # whatever the library prints goes where its log goes
    xllamacpp = import_module("xllamacpp")  # loads the native library, which may print
    params = xllamacpp.CommonParams()
    for name, value in given.items():
        *owners, last = name.split(".")
        setattr(reduce(getattr, owners, params), last, value)
    server = xllamacpp.Server(params)
    os.write(said, f"{server.listening_address}\n".encode())
    sys.stdin.read()
    os._exit(0)  # taking it down in good order would wait for requests that nobody waits for


if __name__ == "__main__":
    main()
