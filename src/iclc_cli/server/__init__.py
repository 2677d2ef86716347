"""A report as a server for programs that talk to language models, by the Model Context Protocol.

`tools` is what can be asked, each tool a function with a class for its arguments and one for its answer in `answers`; their
descriptions and schemas are the docstrings and types of these classes. `asked` reads arguments, `facts` marks every text with
whose words it is and where it stands, `stdio` alone knows the protocol and its library.
"""
