"""What can be asked of a report: names, links, filters, search."""
