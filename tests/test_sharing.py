"""A book in several threads: an index that one of them is making gives the others no wrong answers."""

from iclc_cli.library import Book


def test_a_label_is_found_while_another_thread_gathers_labels(report):
    book = Book(report)
    passage = report.passages[-1]
    asked, found, all_of = book.locator(passage), [], book.labels.all_of

    def gathering(record):
        if not found:
            found.append(None)  # what the other thread asks for gathers them too
            found[0] = book.find("passage", asked)
        return all_of(record)

    book.labels.all_of = gathering
    assert book.find("passage", asked) is passage
    assert found == [passage]
