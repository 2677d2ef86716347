"""The version of the tool: the one place that states it, read by the build too."""

__version__ = "0.1.0"
