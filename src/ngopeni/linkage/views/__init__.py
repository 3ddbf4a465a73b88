"""Pages of this stage, one module for each subject."""
