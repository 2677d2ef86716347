"""`iclc help data`: how the data was made, and by which rules."""

from ..library import load_report
from ..terminal import emit as terminal
from .options import Shared, declare


@declare(("data", "color", "no_pager"))
def command(options: Shared) -> None:
    """How the data was made: what is ours in it, its rules with their tests, what it cannot tell, where the report is."""
    from ..screens.data import draw
    from ..screens.drawing import Drawing

    page = terminal.new_page(options.target)
    draw(Drawing(page, load_report(options.data)))
    terminal.show_page(page, options.target)
