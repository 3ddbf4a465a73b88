"""The one table of long tasks, and the worker that runs each in a process of its own."""
