"""`iclc help output`: how results are shown."""

from ..terminal import emit as terminal
from .options import Shared, declare


@declare(("color", "no_pager"))
def command(options: Shared) -> None:
    """How results are shown: formats, files, the pager, colours, screen readers."""
    from ..screens.output import draw

    page = terminal.new_page(options.target)
    draw(page)
    terminal.show_page(page, options.target)
