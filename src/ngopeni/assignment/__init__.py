"""Who assists which village: the match with its reasons, the wave, the decree."""
