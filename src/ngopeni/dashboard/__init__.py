"""Pages that cross stages: home, map, village, district, and what can be taken away from them."""
