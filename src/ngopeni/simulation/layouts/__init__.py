"""One module for each layout that the simulation writes: its headers and what stands below them."""
